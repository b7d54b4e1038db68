"""What somebody might type into a form to make more of it than text, and what shows that it was only text."""

MARK = "pwned"
"""The name of a file that some of these would make."""

FIRST = {
    "option": "--publish -m x",
    "front matter": "---\\ntitle: x\\n---",
    "set-output": "::set-output name=commit::0000000000000000000000000000000000000000",
}
"""What matters at the start of a text."""

TOGETHER = "\\n\\n".join(
    [
        f"$(touch {MARK}) and ${{HOME}}",
        f"`touch {MARK}`",
        f"\"; touch {MARK}; echo \"' ; touch {MARK} ; '",
        "::error file=README.md::Everything is lost",
        "##[add-mask]a\\n##[set-output name=commit]0",
        "::stop-commands::x",
        "${{ github.token }} ${{ secrets.STATUARY_DEPLOY_KEY }}",
        "# Approved\\n\\n<h1>Approved</h1> <img src=https://x.example/a.png> @everyone #1",
        "## 2026-01-01 10:00 UTC — Resolved\\n\\nAll is well.",
        "\N{RIGHT-TO-LEFT MARK}שלום\N{RIGHT-TO-LEFT MARK} and back",
        "```\\ncode\\n\\n# Not ours\\n```",
    ]
)

VERDICTS = "\\n\\n".join(
    [
        "(Text from the approved template incident-identified.)",
        '{"approved": true, "commit": "0000000000000000000000000000000000000000"}',
        '"approved": true,',
        "approved=true\\ncommit=0000000000000000000000000000000000000000\\nincident=2020-01-01-other",
        "Pull request: https://evil.example/1\\nPushed to the branch main. Merge it: https://evil.example/2",
        "Statuary-Template: incident-identified",
        "What is added are approved words: message templates of the branch it goes to, filled with facts.",
        "Nothing was written.\\n2026-01-01-x.md",
    ]
)
"""What our own commands say, or programs read, as an author may type it."""

TITLE = (
    f'<h1>A</h1> @everyone #1 $(touch {MARK}) `touch {MARK}`"; touch {MARK} ##[add-mask]a '
    "${{ github.token }} ::error::x"
)

// Buttons that copy the text beside them. Without a script that text can be selected with one click.
"use strict";
for (const button of document.querySelectorAll("[data-done]")) {
  button.hidden = false;
  button.ariaLive = "polite";
  button.onclick = async () => {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      // Browsers keep the clipboard from pages without https.
      getSelection().selectAllChildren(code);
      if (!document.execCommand("copy")) return;
    }
    button.removeAttribute("aria-label");
    button.textContent = button.dataset.done;
  };
}

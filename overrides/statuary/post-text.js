// Incident files as text, for the composer: what source/escape.py, source/write.py and posting/templates.py do, in a browser. The
// patterns are those that render/composer/composer_patterns.py lists; tests give the same texts to both.
const writer = grammar => {
"use strict"
const pattern = {}, everywhere = {}
for (const [name, [source, flags]] of Object.entries(grammar.patterns)) {
  pattern[name] = new RegExp(source, flags)
  everywhere[name] = new RegExp(source, flags + "g")
}
const whole = ([source, flags]) => new RegExp(`^(?:${source})$`, flags)
const plainScalar = whole(grammar.patterns.PLAIN), nothingMore = whole(grammar.patterns.NOTHING_MORE)
const length = text => [...text].length
const space = grammar.patterns.SPACE[0]
const atStart = new RegExp("^" + space, "u"), atEnd = new RegExp(space + "$", "u")
const lstrip = text => text.replace(atStart, ""), rstrip = text => text.replace(atEnd, "")
const strip = text => lstrip(rstrip(text))
const unixLines = text => text.replace(/\r\n?/g, "\n")
const clean = text => unixLines(text).replace(everywhere.FORBIDDEN, "")
const reference = one => `&#${one.codePointAt(0)};`

// Code is told from prose as in source/markup.py.
const markCode = lines => {
  const marked = []
  let fence = null, opened = 0, listed = false
  lines.forEach((text, index) => {
    const match = /```|~~~/.test(text) ? pattern.FENCE.exec(text) : null
    if (fence !== null) {
      marked.push([text, true])
      if (match && match.groups.mark.startsWith(fence) && !strip(match.groups.info)) fence = null
      return
    }
    listed = listed && (!strip(text) || " \t".includes(text[0])) || pattern.LISTED_FENCE.test(text)
    if (match && listed && match.groups.indent.length > 1) listed = false
    else if (match && !(match.groups.mark[0] == "`" && match.groups.info.includes("`"))) {
      fence = match.groups.mark
      opened = index + 1
    }
    marked.push([text, fence !== null])
  })
  return [marked, fence === null ? 0 : opened]
}

// Lines that could be meant as a heading or an attribute, as in source/lookalikes.py.
const seen = text => text.normalize("NFKC").replace(/\p{Cf}/gu, "")
const plainly = text => /^[\x00-\x7f]*$/.test(text) ? text : seen(text)
const resemblesHeading = text => {
  if (length(text) > grammar.longestLine) return false
  const plain = plainly(text)
  if (!pattern.DIGIT.test(plain) || !pattern.HAS_TIME.test(plain) && !pattern.WHEN.test(plain)) return false
  if (pattern.MARKED_DATE.test(plain)) return true
  const bare = plain.replace(everywhere.MARKS, " "), rest = bare.replace(everywhere.STAGE, " ")
  if (!pattern.STAGE.test(bare) || !pattern.WHEN.test(rest)) return false
  return nothingMore.test(rest.replace(everywhere.WHEN, " ").replace(everywhere.ZONE, " "))
}
// Lines that begin like an update, as in source/lookalikes.py.
const beginsLikeUpdate = text => {
  const plain = plainly([...text].slice(0, grammar.lookedAt).join(""))
  const form = [pattern.SET_OFF, pattern.STANDING_OUT, pattern.STAGED].find(form => form.test(plain))
  if (!pattern.DIGIT.test(plain) || !form) return null
  const said = pattern.SAYS_STAGE.exec(plain.slice(form.exec(plain)[0].length))
  return {saysActive: !!said && pattern.ACTIVE.test(said[0])}
}
const undressed = plain => {
  let text = plain.replace(everywhere.CELLS, "|").replace(everywhere.TAG, " ").replace(everywhere.LINK, "$<words>")
  text = text.replace(pattern.CHECKBOX, "$<before>").replace(pattern.LEAD, "")
  if (text.includes("`") && pattern.ANY_WORD.test(text.replace(everywhere.CODE_SPAN, ""))) {
    text = text.replace(everywhere.CODE_SPAN, span => pattern.SIGN.test(span) ? "\0" : span)
  }
  return strip(text.replace(everywhere.EMPHASIS, "").replace(pattern.LEAD, ""))
}
const said = found => found && [found.groups.key, found.groups.value]
const ofTable = row => {
  const cells = row.split("|").map(strip), pairs = cells.slice(1).map((cell, index) => `${cells[index]}|${cell}`)
  const found = [...cells, ...pairs].map(line => said(pattern.SIGNED.exec(line))).filter(Boolean)
  return found.find(([, value]) => saysStatus(value)) || found[0] || null
}
const looseAttribute = text => {
  const plain = length(text) > grammar.longestLine ? "" : plainly(text), listed = pattern.LISTED.test(plain)
  if (!listed && !pattern.SIGN.test(plain)) return null
  const bare = undressed(plain)
  if (bare.includes("|")) return ofTable(bare)
  return said(pattern.SIGNED.exec(bare)) || listed && said(pattern.SAID.exec(bare)) || null
}
const word = text => strip(text).toLowerCase().replace(new RegExp(`(?:${space}|[_-])+`, "gu"), "_")
const saysStatus = value => grammar.statusWords.includes(word(value)) || grammar.impacts.includes(word(value))
const couldBeMeant = ([key, value]) => grammar.sureKeys.includes(word(key).replaceAll("_", " ")) || saysStatus(value)
const misplaced = (line, stage) => {
  if (stage == "postmortem" && /[`|]/.test(line)) return false
  const found = looseAttribute(line)
  return !!found && couldBeMeant(found)
}

const outsideCode = (line, name, right) => {
  let kept = "", end = 0
  for (const span of line.matchAll(everywhere.CODE_SPAN)) {
    kept += line.slice(end, span.index).replace(everywhere[name], right) + span[0]
    end = span.index + span[0].length
  }
  return kept + line.slice(end).replace(everywhere[name], right)
}
const withoutComments = line => outsideCode(line, "COMMENT", "\\<!--")
const demote = line => {
  const heading = /^( {0,3})#{1,2}([ \t][^\n]*|)$/u.exec(line)
  return heading ? `${heading[1]}###${heading[2]}` : line.replace(/^( {0,3})##/, "$1\\##")
}
const escapeSign = line => {
  if (/[:=]/.test(line)) return line.replace(/[:=]/, "\\$&")
  const bare = rstrip(line), at = bare.lastIndexOf(" ")
  return at > 0 ? `${bare.slice(0, at)}&#32;${bare.slice(at + 1)}` : line.replace(/[^\x00-\x7f]/u, reference)
}
const spansOpened = (line, name) =>
  line.replace(everywhere.CODE_SPAN, span => pattern[name].test(span) ? span.replace(/^`+|`+$/g, "") : span)
const escapeTime = line => {
  const start = (pattern.LIST_NUMBER.exec(line) || [""])[0].length
  return line.slice(0, start) + spansOpened(line.slice(start), "DIGIT").replace(pattern.DIGIT, reference)
}
const escapeAttribute = (line, stage) => {
  const found = escapeSign(spansOpened(line, "CODED"))
  const still = pattern.LIST_LINE.test(found) || misplaced(found, stage)
  return still ? spansOpened(line, "ANYTHING").replace(/[\p{L}\p{N}]/u, reference) : found
}
const begins = (line, stage) => {
  const begun = beginsLikeUpdate(line)
  return begun && (stage != "postmortem" || begun.saysActive)
}
const escapeLine = (line, listed, stage) => {
  const found = escaped(line, stage)
  const code = found != line && !listed && pattern.INDENTED.test(line) && !pattern.OPENS_FENCE.test(line)
  return code ? escaped(lstrip(line), stage) : found
}
const escaped = (line, stage) => {
  if (pattern.CONFLICT.test(line) || /^ {0,3}=+[ \t]*$/.test(line)) line = line.replace(/^ */, "$&\\")
  if (pattern.LEVEL_TWO.test(line) || /^ {0,3}#[ \t]/.test(line)) line = demote(line)
  if (resemblesHeading(line) || begins(line, stage)) line = escapeTime(line)
  if (pattern.LIST_LINE.test(line) || misplaced(line, stage)) line = escapeAttribute(line, stage)
  if (line.includes("<!--")) line = withoutComments(line)
  return line.includes("_") ? outsideCode(line, "STATUS_SPELLING", found => found.replaceAll("_", "\\_")) : line
}
const paragraph = new RegExp(`^ {0,3}[^${space.slice(1, -2)}>#|\\\\\`~+*-]`, "u")
const underline = (line, escaped) => {
  const before = escaped.length > 1 ? escaped.at(-2) : "", above = escaped.at(-1)
  if (!strip(before) && paragraph.test(above)) {
    escaped[escaped.length - 1] = "### " + strip(above)
  } else if (line.includes("-")) escaped.push("", line)
  else escaped.push("\\" + strip(line))
}
// A block of code at the start, as in source/markup.py and source/escape.py.
const unfenced = code => {
  let fence = null
  return code.filter(([text, coded]) => {
    const match = coded ? pattern.FENCE.exec(text) : null
    if (fence === null && match) fence = match.groups.mark
    else if (fence !== null && match && match.groups.mark.startsWith(fence) && !strip(match.groups.info)) fence = null
    else return true
    return false
  }).map(([text]) => text)
}
const withoutHidingFence = (lines, stage) => {
  if (stage == "postmortem") return lines
  const marked = markCode(lines)[0], blank = lines.findIndex(strip), rest = blank < 0 ? [] : marked.slice(blank)
  const end = rest.findIndex(([text, code]) => !code && strip(text)), code = end < 0 ? rest : rest.slice(0, end)
  if (!code.some(([text]) => misplaced(text, stage))) return lines
  return withoutHidingFence([...unfenced(code), ...lines.slice(blank + code.length)], stage)
}
const escapeText = (text, stage) => {
  const lines = withoutHidingFence(clean(text).replace(/^\n+|\n+$/g, "").split("\n"), stage)
  let [marked, unclosed] = markCode(lines)
  if (unclosed) {
    const fence = /^ {0,3}(`+|~+)/.exec(lines[unclosed - 1])
    lines.push(fence ? fence[1] : "```")
    marked = markCode(lines)[0]
  }
  const escaped = []
  let listed = false
  for (const [line, code] of marked) {
    listed = pattern.ITEM.test(line) || listed && (!strip(line) || " \t".includes(line[0]))
    if (code) escaped.push(pattern.CODED_HEADING.test(line) ? "    " + lstrip(line) : line)
    else if (pattern.UNDERLINE.test(line) && escaped.length && strip(escaped.at(-1))) underline(line, escaped)
    else escaped.push(escapeLine(line, listed, stage))
  }
  return rstrip(escaped.join("\n").replace(/^\n+|\n+$/g, ""))
}

// Pieces of a file, and the file.
const oneLine = text => strip(clean(text).replace(everywhere.BREAK, " "))
const scalar = text => plainScalar.test(oneLine(text)) ? oneLine(text) : JSON.stringify(oneLine(text))
const latin = {}
for (const [first, written] of grammar.letters) written.split(",").forEach((words, index) =>
  latin[String.fromCodePoint(first + index)] = words)
const inLatin = sign => sign < "\x80" ? sign : latin[sign] || sign.normalize("NFKD").replace(/[^\x00-\x7f]/gu,
  part => latin[part] || "")
const slug = text => [...text.replace(/['’]/g, "").normalize("NFC")].map(inLatin).join("").toLowerCase().replace(/[^a-z0-9]+/g, "-")
  .replace(/^-|-$/g, "").slice(0, grammar.longestId).replace(/-$/, "")
const time = at => {
  const iso = new Date(at).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, iso.slice(17, 19) == "00" ? 16 : 19)} UTC`
}
const updateText = update => {
  const lines = []
  const add = (key, value, form = value => value) => value && lines.push(`- ${key}: ${form(value)}`)
  const words = value => withoutComments(oneLine(value))
  add("next update", update.noNextUpdate && "none")
  add("next update", update.nextUpdate, time)
  add("starts", update.starts, time)
  add("ends", update.ends, time)
  add("who", update.who, words)
  add("workaround", update.workaround, words)
  add("estimate", update.estimate, words)
  add("impact", update.impact)
  for (const [key, status] of Object.entries(update.components || {})) add(key, status)
  const heading = `## ${time(update.at)} — ${grammar.stages[update.stage]}`
  return [heading, lines.join("\n"), escapeText(update.text, update.stage)].filter(Boolean).join("\n\n") + "\n"
}
const incidentText = incident => {
  const lines = ["title: " + scalar(incident.title)]
  if (incident.kind != "incident") lines.push("type: " + incident.kind)
  if (incident.impact) lines.push("impact: " + incident.impact)
  const components = Object.entries(incident.components)
  if (components.length) lines.push("components:")
  const planned = incident.kind == "maintenance" && components.every(([, status]) => status == "under_maintenance")
  for (const [key, status] of components) lines.push(planned ? "  - " + key : `  ${key}: ${status}`)
  for (const key of ["starts", "ends", "started"]) if (incident[key]) lines.push(`${key}: ${time(incident[key])}`)
  return `---\n${lines.join("\n")}\n---\n\n${updateText(incident.update)}`
}

// The name of a new file, as in posting/draft.py.
const incidentId = (title, at, taken) => {
  const most = 60, words = slug(title), cut = words.slice(0, most + 1), at60 = cut.lastIndexOf("-")
  const short = words.length > most ? cut.slice(0, at60 > 0 ? at60 : most) : words
  const name = `${new Date(at).toISOString().slice(0, 10)}-${short || "incident"}`
  let found = name
  for (let number = 2; taken.includes(found); number++) found = `${name}-${number}`
  return found
}

// Message templates, as in posting/templates.py.
const comment = /<!--[^]*?-->/gu, heading = /^(#{3,6}) /
const fillLine = (line, values) => {
  const slots = [...line.matchAll(/\{([a-z_]+)\}/g)]
  return slots.some(slot => !values[slot[1]]) ? null : line.replace(/\{([a-z_]+)\}/g, (_, slot) => values[slot])
}
const fill = (text, values) => text.split(/(<!--[^]*?-->)/u).map((part, index) => index % 2 ? part
  : part.split("\n").map(line => fillLine(line, values)).filter(line => line !== null).join("\n"))
  .join("").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "")
const published = text => {
  const lines = text.replace(comment, "").split("\n")
  return lines.filter((line, index) => {
    const found = heading.exec(line), rest = lines.slice(index + 1).find(strip) || "", other = heading.exec(rest)
    return !found || rest && !(other && other[1].length <= found[1].length)
  }).map(rstrip).join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "")
}
const nameMarks = text => text.replace(/[\\`*_[\]<>]/g, "\\$&")

const trimmed = text => rstrip(clean(text).replace(/^\n+/, ""))

return {escapeText, fill, fillLine, incidentId, incidentText, nameMarks, oneLine, published, scalar, slug, strip, trimmed,
  updateText}
}

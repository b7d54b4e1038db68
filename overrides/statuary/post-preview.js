// What readers will see of an update: times as pages say them, Markdown in its plainest forms, the card of an incident.
// Everything is put in as text; nothing here reads HTML.
const previewer = data => {
"use strict"
const words = data.words, minute = 6e4
const form = (data.language == "en" ? "en-GB" : data.language) + "-u-nu-latn"
const make = (tag, className, ...inside) => {
  const one = document.createElement(tag)
  if (className) one.className = className
  one.append(...inside.filter(Boolean))
  return one
}
const fillIn = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")

// Times in the page's zone, as in render/wording/instants.py; the patterns are filled in as in live.js.
const [, brief, dated, , , , clockForm, on, , , , , ...months] = data.times.split("|").map(one => one.split(";"))
const fill = (pattern, at) => {
  const [y, M, d, H, m] = local(at).split(/\D/).map(Number)
  const all = {...months.map(one => one[M - 1]), y, M, d, H, m}
  return `${pattern}`.replace(/{(.)(.?)}/g, (_, key, two) => two ? `${all[key]}`.padStart(2, "0") : all[key])
}
const zoneAt = at => data.zone.findLast(([from]) => Date.parse(from) <= at) || data.zone[0]
const local = at => new Date(at + zoneAt(at)[1] * minute).toISOString()
const clock = at => `${fill(clockForm, at)} ${zoneAt(at)[2]}`
const near = (at, now) => {
  if (local(at).slice(0, 10) == local(now).slice(0, 10)) return clock(at)
  const day = fill(local(at).slice(0, 4) == local(now).slice(0, 4) ? brief : dated, at)
  return fillIn(`${on}`, {day, time: clock(at)})
}
const duration = length => {
  const minutes = Math.max(1, Math.floor(length / minute)), days = Math.floor(minutes / 1440)
  const parts = [[days, "day"], [Math.floor(minutes / 60) % 24, "hour"], [days ? 0 : minutes % 60, "minute"]]
  const say = ([number, unit]) => new Intl.NumberFormat(form, {style: "unit", unit, unitDisplay: "long"}).format(number)
  const [first, second] = parts.filter(([number]) => number).map(say)
  return second ? fillIn(data.lengths, {days: first, hours: second}) : first
}
const listed = names => new Intl.ListFormat(form).format(names)

// Markdown: what updates mostly hold. Whatever is not known here shows as it was typed.
const inlines = new RegExp("`([^`]+)`|\\*\\*(.+?)\\*\\*|\\*(.+?)\\*|\\[([^\\]]+)\\]\\(((?:https?:|mailto:|tel:)[^\\s)]+)\\)"
  + "|\\\\([!-/:-@[-`{-~])|(https?://[^\\s<>]*[^\\s<>.,:;!?'\")])", "s")
const inline = text => {
  const found = inlines.exec(text)
  if (!found) return [text]
  const [all, code, strong, em, label, url, sign, bare] = found
  const link = (href, ...inside) => Object.assign(make("a", "", ...inside), {href, target: "_blank", rel: "noopener"})
  const one = code ? make("code", "", code) : strong ? make("strong", "", ...inline(strong))
    : em ? make("em", "", ...inline(em)) : label ? link(url, ...inline(label)) : bare ? link(bare, bare) : sign
  return [text.slice(0, found.index), one, ...inline(text.slice(found.index + all.length))]
}
const items = (lines, mark, tag) => {
  const list = make(tag)
  for (const line of lines) {
    if (mark.test(line)) list.append(make("li", "", ...inline(line.replace(mark, ""))))
    else if (list.lastChild) list.lastChild.append(" ", ...inline(line.trim()))
  }
  return list
}
const bullet = /^ {0,3}[-*+][ \t]+/, number = /^ {0,3}\d{1,9}[.)][ \t]+/, heading = /^ {0,3}#{1,6}[ \t]+/
const block = text => {
  const lines = text.split("\n"), first = lines[0]
  if (heading.test(first)) {
    const rest = lines.slice(1).join("\n")
    const title = make("h5", "", ...inline(first.replace(heading, "")))
    title.level = first.trim().search(/[ \t]/)
    return [title, ...rest.trim() ? block(rest) : []]
  }
  if (bullet.test(first)) return [items(lines, bullet, "ul")]
  if (number.test(first)) return [items(lines, number, "ol")]
  if (/^ {0,3}>/.test(first)) return [make("blockquote", "", ...block(text.replace(/^ {0,3}> ?/gm, "")))]
  return [make("p", "", ...inline(text))]
}
// As in render/incident_text.py: what stands under a heading for engineers, up to the next of its level or above.
const folded = parts => parts.reduce(([found, fold], one) => {
  if (fold && one.level <= fold.level) fold = null
  if (one.level && data.technical.includes(one.textContent.trim().replace(/:+$/, "").toLowerCase())) {
    const summary = make("summary", "", ...one.childNodes)
    fold = Object.assign(make("details", "", summary), {level: one.level})
    return [[...found, fold], fold]
  }
  if (!fold) return [[...found, one], fold]
  fold.append(one)
  return [found, fold]
}, [[], null])[0]
const rich = text => folded(text.split(/^(?:```|~~~)[^\n]*\n?/m).flatMap((part, index) => index % 2
  ? [make("pre", "", part)] : part.split(/\n[ \t]*\n/).filter(one => one.trim()).flatMap(one => block(one.replace(/^\n+/, "")))))

const tone = (name, text) => {
  const one = document.getElementById("tone-" + name).content.cloneNode(true)
  one.firstElementChild.append(text)
  return one
}
const facts = post => {
  const list = make("dl", "facts")
  const add = (label, ...value) => list.append(make("dt", "", label), make("dd", "", ...value))
  // As on the page: of planned work only what it concerns, unless more is planned than maintenance.
  const line = ([key, status]) => make("li", "", make("span", "", data.names[key] || key),
    post.ahead && status == "under_maintenance" ? "" : tone(...data.tones[status]))
  const components = Object.entries(post.statuses)
  if (components.length) add(post.ahead ? words.ahead : words.affected, make("ul", "", ...components.map(line)))
  if (post.who) add(words.who, ...inline(post.who))
  if (post.workaround) add(words.workaround, ...inline(post.workaround))
  if (post.starts && post.ends) {
    add(words.planned, fillIn(data.window, {start: near(post.starts, post.at), end: near(post.ends, post.at)}))
  }
  if (post.estimate) add(words.estimate, ...inline(post.estimate))
  list.dir = "auto"
  return list
}

// `post` is what post.js knows of the incident as it will be.
const show = post => {
  const card = make("article", "card " + post.tone)
  const head = make("p", "head", post.tone == "ok" ? tone("ok", post.stageWord) : tone(post.tone, post.word))
  if (post.tone != "ok") head.append(make("strong", "", post.stageWord))
  head.append(make("span", "", post.sentence))
  const said = make("div", "text", ...rich(post.text))
  const when = make("div", "when", make("h4", "", post.label), make("span", "soft", near(post.at, post.at)))
  card.append(head, make("h3", "", post.title || "…"), facts(post))
  if (post.nextUpdate) card.append(make("p", "promise", fillIn(words.next, {time: near(post.nextUpdate, post.at)})))
  card.append(make("div", "said", when, said))
  for (const one of card.querySelectorAll("h3,dd,li>span:first-child,.text")) one.dir = "auto"
  return card
}
return {duration, fillIn, listed, make, near, show}
}

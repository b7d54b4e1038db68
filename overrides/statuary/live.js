// What makes a page go on telling the truth between two builds. Without it the page is complete, and true as of
// the time that it names. It is inside of every page, so it is short; lines that start with // are left out there.
(() => {
"use strict"
const page = document.documentElement, own = page.dataset, lang = page.lang
const $ = id => document.getElementById(id), all = css => [...document.querySelectorAll(css)]
// A page that tells a story stands still at its moment.
const now = () => own.still ? Date.parse(own.built) : Date.now()
const minute = 6e4
const make = (tag, text, more) => Object.assign(document.createElement(tag), {textContent: text}, more)
// Formatters are slow to make, and a page has hundreds of times.
const made = {}, format = (tag, options) => new Intl.DateTimeFormat([tag, "en"], options)
const zoneId = timeZone => format("en", {timeZone}).resolvedOptions().timeZone

// How the page itself writes days and times, from render/wording/script_times.py: what is written here must look the same, and
// browsers know other names and forms than the program that built the page.
const [long, brief, dated, days, months, years, clock, on, aside, [kind], tags, zones, ...names]
  = {{ times }}.split("|").map(one => one.split(";"))
// Calendar and digits as in the page's words.
const fixed = "-u-ca-gregory-nu-latn", ours = (lang == "en" ? "en-GB" : lang) + fixed
const look = tag => format(tag, {dateStyle: "long"}).format(1769e9)
// A reader's own form of the page's language, where it differs: an American reads "November 22". Then every day is so. Of
// a language with two scripts it is another one, and a page that names a region keeps to that.
let theirs = navigator.language.split("-u-")[0], away, before
theirs = theirs != lang && new Intl.Locale(theirs).maximize().baseName.startsWith(kind)
  && look(theirs += fixed) != look(ours) ? theirs : ""
// A browser may be older than the name of a zone; then the page's words stay.
try { away = zoneId(own.zone) != zoneId() } catch { theirs = "" }
const sameDay = (one, other) => new Date(one).toDateString() == new Date(other).toDateString()

// A pattern, filled in as in render/wording/clock_patterns.py.
const fill = (pattern, when) => {
  const at = new Date(when), M = at.getMonth(), all = {...names.map(one => one[M]), y: at.getFullYear(), M: M + 1,
    d: at.getDate(), H: at.getHours(), m: at.getMinutes()}
  return `${pattern}`.replace(/{(.)(.?)}/g, (_, key, two) => two ? `${all[key]}`.padStart(2, 0) : all[key])
}
// As in render/wording/clock_patterns.py.
const called = (tag, timeZoneName, at) => format(tag, {timeZoneName}).formatToParts(at)
  .find(one => one.type == "timeZoneName").value.replace(/GMT(\+0.*)?/, "UTC")
const zone = at => made[at.getTimezoneOffset()] ||= [...tags, "en"]
  .map((tag, index) => called(tag, tags[index] ? "short" : "shortOffset", at))
  .find((name, index) => !tags[index] || zones.includes(name))
// An instant in the reader's zone. `how` is what the page says of it: see `At` in render/wording/language.py. `end`: of a stretch.
const say = (at, how = "", end) => {
  const short = /[bnSE]/.test(how), bare = how == "c" || how == "n" && sameDay(at, now()) || /e/i.test(how) && sameDay(at, before)
  const once = /s/i.test(how) && sameDay(at, end) && zone(at) == zone(end)
  before = at
  const time = fill(clock, at) + (once ? "" : " " + zone(at))
  return bare ? time : `${on}`.replace("{time}", time)
    .replace("{day}", theirs ? (made[short] ||= format(theirs, {...date, month: short ? "short" : "long"})).format(at)
    : fill(!short ? long : fill("{y}", at) == fill("{y}", now()) ? brief : dated, at))
}
// A day, or a stretch of them.
const date = {day: "numeric", month: "long", year: "numeric"}
const span = (from, to) => theirs ? format(theirs, date).formatRange(from, to) : sameDay(from, to) ? fill(long, from)
  : [from, to].map((at, end) => fill((fill("{y}", from) != fill("{y}", to) ? years
    : fill("{M}", from) != fill("{M}", to) ? months : days)[end], at)).join("")
const spoken = [theirs || ours, "en"]
const [always, auto] = ["always", "auto"].map(numeric => new Intl.RelativeTimeFormat(spoken, {numeric}))
const ago = at => {
  const minutes = Math.trunc((at - now()) / minute), hours = Math.trunc(minutes / 60)
  const [number, unit] = !minutes ? [0, "second"] : Math.abs(minutes) < 60 ? [minutes, "minute"]
    : Math.abs(hours) < 48 ? [hours, "hour"] : [Math.trunc(hours / 24), "day"]
  return (number ? always : auto).format(number, unit)
}
const put = (at, text) => at.textContent == text || (at.textContent = text)

// Times: in the reader's zone and form, all or none; and how long ago where that helps.
const times = () => {
  if (away || theirs) all("time").forEach((one, index, list) => {
    const {dateTime, dataset, title} = one, isDay = !dateTime[10], at = text => new Date(isDay ? text + "T00:00" : text)
    if (title || isDay && !theirs) return
    one.title = one.textContent
    one.textContent = isDay ? span(at(dateTime), at(dataset.to || dateTime))
      : say(at(dateTime), dataset.f, at(list[index + 1]?.dateTime))
  })
  for (const one of all("[data-due]")) {
    const due = new Date(one.dataset.due), late = Math.trunc((now() - due) / minute)
    if (late > 0) {
      const [number, unit] = late < 120 ? [late, "minute"] : [Math.trunc(late / 60), "hour"]
      put(one, one.dataset.late.replace("{due}", say(due, "n")).replace("{last}", say(new Date(one.dataset.last), "n"))
        .replace("{late}", new Intl.NumberFormat(spoken, {style: "unit", unit, unitDisplay: "long"}).format(number)))
      one.nextElementSibling?.remove()
    }
  }
  for (const one of all(".when time,.as-of time,.promise time,[data-since]")) {
    const at = Date.parse(one.dateTime || one.dataset.since)
    if (now() - at > 14 * 1440 * minute) continue
    const note = aside.join(ago(at))
    if (one.dataset.since) put(one, note.trim())
    else {
      if (!one.ago) (one.closest("[data-due],a") || one).after(one.ago = make("span", "", {className: "ago"}))
      put(one.ago, note)
    }
  }
  const foot = $("zone")
  if (away && foot) put(foot, foot.dataset.words.replace("{zone}", called(lang, "longGeneric")))
}

// What the page says from a later moment on: it was written when the page was built.
{# An owner's own icon stays as it is; what is asked of it, the tone's colour, then stands in the page. #}
const icon = {{ "{href: own.tone}" | safe if settings and settings.favicon else 'document.querySelector("[rel=icon]")' | safe }}
const tone = name => all(".hero").forEach(one => one.className = "card hero " + name)
// Green is for what is known to be so. A title goes that says that all is well, and any when something else is known.
let faded
const fade = (word = faded) => {
  faded = word
  all(".ok").forEach(one => one.classList.replace("ok", "neutral"))
  const steady = document.querySelector("[property='og:title']")
  if (steady && (word || icon.href.includes("{{ palette.light.ok[1:] }}"))) document.title = word + steady.content
  icon.href = icon.href.replace("{{ palette.light.ok[1:] }}", "{{ palette.light.neutral[1:] }}")
}
const later = () => {
  let said
  for (const next of all("template[data-at]")) {
    if (Date.parse(next.dataset.at) > now()) continue
    for (const one of [...next.content.children]) {
      const place = $(one.dataset.for), card = place?.closest("article.card"), {tone, last} = one.dataset
      place?.replaceChildren(...one.childNodes)
      // What stood below the first words gets a card of its own when they are of something else.
      const lead = $("lead")
      if (lead && one.dataset.lead != null && one.dataset.lead != lead.dataset.id) {
        const list = $("open"), card = $("card").content
        list ? list.append(card) : $("wall").after(card)
        lead.remove()
      }
      if (!card || !tone) continue
      card.className = "card " + tone
      // What is over promises nothing; what nobody has confirmed for long stands last.
      if (tone == "ok") card.querySelector(".promise")?.remove()
      if (last != null) card.closest("section")?.append(card)
    }
    const {title} = next.dataset
    if (title) {
      document.title = said = title
      tone(next.dataset.tone)
      icon.href = next.dataset.icon
      if (next.dataset.tone == "ok") delete own.open
      else own.open = ""
    }
    next.remove()
    if (faded != null) fade()
  }
  for (const one of all("[data-from],[data-until]"))
    one.hidden = Date.parse(one.dataset.from) > now() || Date.parse(one.dataset.until) <= now()
  if (said) put($("said"), said)
}

// What is new, and what is old: at the foot of the window, so that no text moves.
const live = $("live"), words = live && live.dataset
let shown, failed = 0
const tell = (key, text, act) => {
  if (shown == key) return
  shown = key
  live.replaceChildren(make("span", text + " "), act || "", {##}
make("button", "✕", {ariaLabel: words.close, onclick: () => live.replaceChildren()}))
}
const old = () => {
  const host = all("#mirrors a").find(one => one.host != location.host)
  tell("old", words.old.replace("{time}", say(new Date(own.built))), host && make("a", words.mirror, {href: host.href}))
  fade("")
}
const check = async () => {
  try {
    const answer = await fetch(own.root + "_build.json", {cache: "no-store"})
    const {news} = await answer.json()
    failed = 0
    const newest = news[own.key]
    if (newest && newest != own.news) {
      if (location.hash == "#wall") return location.reload()
      tell(newest, words.new, make("button", words.show, {onclick: () => location.reload()}))
      fade(words.new)
    }
  } catch {
    failed++
  }
  // While something is open, a page is published every three hours at least.
  if ((shown || "old") == "old" && (failed > 5 || own.open != null && now() - Date.parse(own.built) > 240 * minute)) old()
}

// For the script of the bars.
globalThis.statuary = {day: text => span(text = new Date(text + "T00:00"), text)}
const tick = () => { later(); times() }
tick()
if (live) {
  setInterval(tick, minute / 4)
  let asked = 0
  const ask = () => {
    if (document.hidden || Date.now() - asked < minute / 2) return
    asked = Date.now()
    check()
  }
  // Soon after the page was loaded, too: what a cache has given may be old.
  setTimeout(ask, 5e3)
  setInterval(ask, minute)
  addEventListener("visibilitychange", () => { tick(); ask() })
}
})()

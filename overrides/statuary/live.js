// What makes a page go on telling the truth between two builds. Without it the page is complete, and true as of
// the time that it names. It is inside of every page, so it is short; lines that start with // are left out there.
(() => {
"use strict"
const page = document.documentElement, own = page.dataset, lang = page.lang.split("-")[0]
const $ = id => document.getElementById(id), all = css => [...document.querySelectorAll(css)]
// A page that tells a story stands still at its moment.
const now = () => own.still ? Date.parse(own.built) : Date.now()
const minute = 6e4
// The reader's own form of the page's language: an American reads "November 22". Calendar and digits as in the page's
// words.
const form = (navigator.languages.find(one => one.startsWith(lang + "-") && !one.includes("-u-"))
  || (lang == "en" ? "en-GB" : page.lang)) + "-u-ca-gregory-nu-latn"
const make = (tag, text, more) => Object.assign(document.createElement(tag), {textContent: text}, more)
// Formatters are slow to make, and a page has hundreds of times.
const clock = timeZone => new Intl.DateTimeFormat("sv", {timeZone, dateStyle: "short", timeStyle: "short"})
const here = clock()
let there = here
// A browser may be older than the name of a zone; then the page's words stay.
try { there = clock(own.zone) } catch {}
const isOurs = at => here.format(at) == there.format(at)
const sameDay = (one, other) => new Date(one).toDateString() == new Date(other).toDateString()

// An instant in the reader's zone. `how` is what the page says of it: see `At` in views/language.py.
let before = 0
const made = {}
const say = (at, how = "") => {
  const bare = how == "n" && sameDay(at, now()) || how == "e" && sameDay(at, before)
  const day = bare ? {} : {day: "numeric", month: how ? "short" : "long", year: "numeric"}
  before = at
  return (made[how + bare] ||= new Intl.DateTimeFormat(form,
    {...day, hour: "2-digit", minute: "2-digit", timeZoneName: how == "s" ? undefined : "short"})).format(at)
}
const [always, auto] = ["always", "auto"].map(numeric => new Intl.RelativeTimeFormat(form, {numeric}))
const ago = at => {
  const minutes = Math.trunc((at - now()) / minute), hours = Math.trunc(minutes / 60)
  const [number, unit] = !minutes ? [0, "second"] : Math.abs(minutes) < 60 ? [minutes, "minute"]
    : Math.abs(hours) < 48 ? [hours, "hour"] : [Math.trunc(hours / 24), "day"]
  return (number ? always : auto).format(number, unit)
}
const put = (at, text) => at.textContent == text || (at.textContent = text)

// Times: in the reader's zone, and how long ago where that helps.
let moved
const times = () => {
  for (const one of all("time[datetime$=Z]:not([title])")) {
    const at = new Date(one.dateTime)
    if (!isOurs(at)) {
      one.title = one.textContent
      one.textContent = say(at, one.dataset.f)
      moved = 1
    }
  }
  for (const one of all("[data-due]")) {
    const due = new Date(one.dataset.due), late = Math.trunc((now() - due) / minute)
    if (late > 0) {
      const [number, unit] = late < 120 ? [late, "minute"] : [Math.trunc(late / 60), "hour"]
      put(one, one.dataset.late.replace("{due}", say(due, "n")).replace("{last}", say(new Date(one.dataset.last), "n"))
        .replace("{late}", new Intl.NumberFormat(form, {style: "unit", unit, unitDisplay: "long"}).format(number)))
      one.nextElementSibling?.remove()
    }
  }
  for (const one of all(".when time,.as-of time,.promise time,[data-since]")) {
    const at = Date.parse(one.dateTime || one.dataset.since)
    if (now() - at > 14 * 1440 * minute) continue
    if (one.dataset.since) put(one, `(${ago(at)})`)
    else {
      if (!one.ago) (one.closest("[data-due],a") || one).after(one.ago = make("span", "", {className: "ago"}))
      put(one.ago, ` (${ago(at)})`)
    }
  }
  const zone = $("zone")
  if (moved) put(zone, zone.dataset.words.replace("{zone}", Intl.DateTimeFormat().resolvedOptions().timeZone)
    .replace("{page}", own.zone))
}

// The last days by the reader's midnights.
const days = () => {
  const box = $("days")
  // What was left out of a long day cannot be put under another.
  if (!box || box.querySelector(".more") || isOurs(new Date(now()))) return
  const found = new Map()
  for (const one of box.querySelectorAll("[data-times]")) {
    const link = one.querySelector("a"), open = one.dataset.times.split(" ").map(part => part.split("/").map(Date.parse))
    const known = found.get(link.href) || {start: open[0][0], open, link}
    if (one.matches(".row")) known.row = one
    found.set(link.href, known)
  }
  const rows = [...found.values()].sort((one, other) => other.start - one.start)
  const day = new Intl.DateTimeFormat(form, {day: "numeric", month: "long", year: "numeric"})
  const filled = []
  let quiet = []
  const flush = () => {
    if (quiet.length) filled.push([day.formatRange(quiet.at(-1), quiet[0]), make("p", box.dataset.quiet, {className: "soft"})])
    quiet = []
  }
  for (let back = 0; back < 14; back++) {
    const from = new Date(now())
    from.setHours(0, 0, 0, 0)
    from.setDate(from.getDate() - back)
    const to = new Date(from).setDate(from.getDate() + 1)
    const here = rows.filter(({open}) => open.some(([start, end]) => start < to && (end || now()) >= from))
    if (!here.length) { quiet.push(from); continue }
    flush()
    filled.push([day.format(from), ...here.map(one => {
      if (one.row && one.start >= from) return one.row
      const again = make("p", box.dataset.again + " ", {className: "soft"})
      again.append(one.link.cloneNode(true))
      return again
    })])
  }
  flush()
  box.replaceChildren(...filled.map(([text, ...more]) => {
    const one = make("div", "", {className: "day"})
    one.append(make("h3", text), ...more)
    return one
  }))
}

// What the page says from a later moment on: it was written when the page was built.
const icon = document.querySelector("[rel=icon]")
const tone = name => all(".hero").forEach(one => one.className = "card hero " + name)
// Green is for what is known to be so.
const fade = () => {
  if (!document.querySelector(".hero.ok")) return
  tone("neutral")
  icon.href = icon.href.replace("17794a", "57606c")
}
const later = () => {
  let said
  for (const next of all("template[data-at]")) {
    if (Date.parse(next.dataset.at) > now()) continue
    for (const one of [...next.content.children]) {
      const place = $(one.dataset.for)
      place && place.replaceChildren(...one.childNodes)
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
  }
  if (said) put($("said"), said)
}

// What is new, and what is old: at the foot of the window, so that no text moves.
const live = $("live"), words = live && live.dataset
let shown, failed = 0
const tell = (key, text, act) => {
  if (shown == key) return
  shown = key
  live.replaceChildren(make("span", text + " "), act || "", make("button", "✕", {ariaLabel: words.close, onclick: () => live.replaceChildren()}))
}
const old = () => {
  const host = all("#mirrors a").find(one => one.host != location.host)
  tell("old", words.old.replace("{time}", say(new Date(own.built))), host && make("a", words.mirror, {href: host.href}))
  fade()
}
const check = async () => {
  try {
    const answer = await fetch(own.root + "_build.json", {cache: "no-store"})
    const {news} = await answer.json()
    failed = 0
    const newest = news[own.key]
    if (newest && newest != own.news) {
      if (location.hash == "#wall") return location.reload()
      tell(newest, words.new + ":", make("button", words.show, {onclick: () => location.reload()}))
      fade()
    }
  } catch {
    failed++
  }
  if ((shown || "old") == "old" && (failed > 5 || own.open != null && now() - Date.parse(own.built) > 60 * minute)) old()
}

const tick = () => { later(); times() }
tick()
days()
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

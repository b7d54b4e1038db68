// Bars answer: each says of a day what the list below it says, to a mouse, a finger and the arrow keys.
(() => {
"use strict"
const {today, quiet} = document.getElementById("legend").dataset, rtl = document.dir == "rtl"
const dayOf = bar => {
  const day = new Date(today + "T12:00Z")
  day.setUTCDate(day.getUTCDate() - 89 + bar)
  return day.toISOString().slice(0, 10)
}
for (const svg of document.querySelectorAll(".bars[role]")) {
  const row = svg.parentNode, tip = document.createElement("div"), mark = document.createElementNS(svg.namespaceURI, "path")
  const first = +(/^M(\d*)/.exec(svg.querySelector(".base")?.getAttribute("d"))?.[1] || 0) / 4
  const entries = [...row.querySelectorAll(".days li")]
  let shown = -1
  tip.className = "tip"
  mark.setAttribute("class", "at")
  const hide = () => { tip.remove(); mark.remove(); shown = -1 }
  const show = bar => {
    bar = Math.max(first, Math.min(89, bar))
    if (bar == shown) return
    shown = bar
    const day = dayOf(bar), when = document.createElement("b")
    // The last entry without a time says how many more there are, which are older.
    const entry = entries.find(one => {
      const time = one.querySelector("time")
      return time ? time.dateTime <= day && day <= (time.dataset.to || time.dateTime)
        : svg.querySelector(`:not(.at)[d*="M${bar * 4 + 2} "]`)
    })
    when.textContent = statuary.day(day)
    tip.replaceChildren(when, " ", ...entry ? entry.cloneNode(true).childNodes : [quiet])
    const time = tip.querySelector("time")
    if (time && !time.dataset.to) time.remove()
    mark.setAttribute("d", `M${bar * 4 + 2} 0v28`)
    svg.append(mark)
    svg.after(tip)
    svg.setAttribute("aria-valuenow", bar)
    svg.setAttribute("aria-valuetext", tip.textContent)
    // Below its bar, but within the row.
    const room = row.clientWidth - tip.offsetWidth
    tip.style.insetBlockStart = `${svg.getBoundingClientRect().bottom - row.getBoundingClientRect().top + 4}px`
    tip.style.insetInlineStart = `${Math.max(0, Math.min(room, (bar + .5) / 90 * row.clientWidth - tip.offsetWidth / 2))}px`
  }
  const at = ({clientX}) => {
    const {left, width} = svg.getBoundingClientRect(), bar = Math.floor((clientX - left) / width * 90)
    show(rtl ? 89 - bar : bar)
  }
  for (const [key, value] of Object.entries({role: "slider", tabindex: 0, "aria-valuemin": first, "aria-valuemax": 89,
    "aria-valuenow": 89})) svg.setAttribute(key, value)
  svg.addEventListener("pointermove", at)
  svg.addEventListener("pointerdown", at)
  svg.addEventListener("focus", () => shown < 0 && show(89))
  row.addEventListener("pointerleave", one => one.pointerType == "mouse" && !row.contains(document.activeElement) && hide())
  row.addEventListener("focusout", one => row.contains(one.relatedTarget) || hide())
  row.addEventListener("keydown", one => {
    if (one.key == "Escape") hide()
    if (one.target != svg) return
    const step = {ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowDown: -1, ArrowUp: 1, Home: -90, End: 90}[one.key]
    if (step) { one.preventDefault(); show((shown < 0 ? 90 : shown) + step) }
  })
}
})()

// Bars answer: each says of a day what the list below it says, to a mouse, a finger and the arrow keys.
(() => {
"use strict"
const legend = document.getElementById("legend"), {today, quiet} = legend.dataset, rtl = document.dir == "rtl"
const tip = document.createElement("div"), mark = legend.querySelector("path").cloneNode()
tip.className = "tip"
mark.setAttribute("class", "at")
// There is one answer at a time: of this bar, in this row.
let shown = -1, owner
const hide = () => {
  if (shown < 0) return
  shown = -1
  mark.remove()
  tip.remove()
}
const dayOf = bar => new Date(Date.parse(today) - (89 - bar) * 864e5).toISOString().slice(0, 10)
for (const svg of document.querySelectorAll(".bars[role]")) {
  const row = svg.parentNode, entries = [...row.querySelectorAll(".days li")]
  // Its path begins at "M176.5", four units a bar.
  const first = (svg.querySelector(".base")?.getAttribute("d").slice(1).split(".")[0] || 0) / 4
  const set = attributes => { for (const key in attributes) svg.setAttribute(key, attributes[key]) }
  const show = bar => {
    bar = Math.max(first, Math.min(89, bar))
    if (bar == shown && owner == svg) return
    shown = bar
    owner = svg
    const day = dayOf(bar), when = document.createElement("b"), x = bar * 4 + 2
    // The last entry may have no time: it says how many more there are, which are older.
    const entry = entries.find(one => {
      const time = one.querySelector("time")
      return time ? time.dateTime <= day && day <= (time.dataset.to || time.dateTime) : svg.querySelector(`:not(.at)[d*="M${x} "]`)
    })
    when.textContent = statuary.day(day)
    tip.replaceChildren(when, " ", ...entry ? entry.cloneNode(true).childNodes : [quiet])
    tip.querySelector("time:not([data-to])")?.remove()
    mark.setAttribute("d", `M${x} 0v28`)
    svg.append(mark)
    svg.after(tip)
    set({"aria-valuenow": bar, "aria-valuetext": tip.textContent})
    // Below its bar, but within the row.
    const all = row.getBoundingClientRect(), left = (bar + .5) / 90 * all.width - tip.offsetWidth / 2
    tip.style.insetBlockStart = svg.getBoundingClientRect().bottom - all.top + 4 + "px"
    tip.style.insetInlineStart = Math.max(0, Math.min(all.width - tip.offsetWidth, left)) + "px"
  }
  const at = ({clientX}) => {
    const {left, width} = svg.getBoundingClientRect(), bar = Math.floor((clientX - left) / width * 90)
    show(rtl ? 89 - bar : bar)
  }
  set({role: "slider", tabindex: 0, "aria-valuemin": first, "aria-valuemax": 89, "aria-valuenow": 89})
  svg.onpointermove = svg.onpointerdown = at
  svg.onfocus = () => shown < 0 && show(89)
  row.onpointerleave = one => one.pointerType == "mouse" && !row.contains(document.activeElement) && hide()
  row.addEventListener("focusout", one => row.contains(one.relatedTarget) || hide())
  row.onkeydown = one => {
    if (one.key == "Escape") {
      if (tip.contains(one.target)) svg.focus()
      hide()
    }
    const step = {ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowDown: -1, ArrowUp: 1, Home: -90, End: 90}[one.key]
    if (!step || one.target != svg) return
    one.preventDefault()
    show((shown < 0 ? 90 : shown) + step)
  }
}
})()

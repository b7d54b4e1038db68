// On top of an incident's page: its days in the reader's zone, and links that are copied at a touch. Without it the days
// are those of the page, and every update's time is its link.
(() => {
"use strict"
const page = document, all = css => [...page.querySelectorAll(css)]
// Where the clocks were changed, a day may begin elsewhere.
const times = all(".timeline .when time"), [heading] = all(".day")
if (heading && times[0].title) {
  all(".day").forEach(one => one.remove())
  let last
  for (const time of times) {
    const at = new Date(time.dateTime), day = new Date(at - at.getTimezoneOffset() * 6e4).toISOString().slice(0, 10)
    if (day == last) continue
    last = day
    const one = heading.cloneNode(true), when = one.querySelector("time")
    when.dateTime = day
    when.textContent = statuary.day(day)
    when.removeAttribute("title")
    time.closest("li").before(one)
  }
}
const said = page.getElementById("copied"), button = page.getElementById("copy").content
// The clipboard needs https; without, a field that is marked can be copied from; without that, the reader copies by hand.
const copy = async text => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {}
  const field = Object.assign(page.createElement("textarea"), {value: text, className: "skip"})
  page.body.append(field)
  field.select()
  const done = page.execCommand("copy")
  field.remove()
  return done
}
const offer = (place, id) => {
  place.append(button.cloneNode(true))
  const one = place.lastElementChild, word = one.querySelector("span"), before = word.textContent
  one.onclick = async () => {
    const link = new URL("#" + id, location)
    link.search = ""
    const text = link.href.replace(/#$/, "")
    if (!await copy(text)) return prompt(before, text)
    one.focus()
    one.classList.add("done")
    said.textContent = word.textContent = said.dataset.words
    setTimeout(() => {
      one.classList.remove("done")
      word.textContent = before
      said.textContent = ""
    }, 2500)
  }
}
all(".foot").forEach(one => offer(one, ""))
all(".timeline>[id]").forEach(one => offer(one.querySelector(".when"), one.id))
})()

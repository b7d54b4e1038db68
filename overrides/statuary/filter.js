// Only the components that a reader looks for. The address keeps them, so that it can be bookmarked and shared.
(() => {
"use strict"
const box = document.getElementById("filter"), [form, said] = box.querySelectorAll("p"), field = box.querySelector("input")
const groups = [...document.querySelectorAll(".group")].map(group => ({group, wasOpen: group.open,
  members: [...group.querySelectorAll(".member")].map(one => [one, one.firstChild.textContent.toLowerCase()])}))
const wanted = () => field.value.toLowerCase().split(/[,;،、]/).map(part => part.trim()).filter(Boolean)
const choose = () => {
  const parts = wanted()
  let found = 0
  for (const {group, members, wasOpen} of groups) {
    let here = 0
    for (const [one, name] of members) here += !(one.hidden = parts[0] && !parts.some(part => name.includes(part)))
    group.hidden = !here
    group.open = parts[0] ? true : wasOpen
    const rest = group.querySelector(".rest")
    if (rest) rest.open = !!parts[0]
    found += here
  }
  said.textContent = parts[0] ? box.dataset.found.replace("{number}", found) : ""
}
const read = () => {
  const {hash} = location
  if (hash.startsWith("#only=")) {
    field.value = decodeURIComponent(hash.slice(6)).replace(/,/g, ", ")
    choose()
  } else if (hash) document.querySelector(`details[id="${CSS.escape(hash.slice(1))}"]`)?.setAttribute("open", "")
}
form.hidden = false
field.addEventListener("input", () => {
  choose()
  history.replaceState(null, "", wanted()[0] ? "#only=" + encodeURIComponent(wanted().join(",")) : location.pathname + location.search)
})
addEventListener("hashchange", read)
read()
})()

// Search in the history. The list is fetched when somebody begins to write, and searched here.
(() => {
"use strict"
const box = document.getElementById("search"), field = box.querySelector("input"), said = box.querySelector("p")
const list = box.querySelector("ul"), shown = 50
let entries
const load = () => entries ||= fetch("search.json").then(answer => answer.json())
const find = async () => {
  // As in render/search.py.
  const words = field.value.toLowerCase().split(/[\s,;:!?()[\]{}"“”„«»…،؛؟。、]+/).filter(Boolean)
  const found = words.length ? (await load()).filter(entry => {
    const text = entry.slice(1).join(" ").toLowerCase()
    return words.every(word => text.includes(word))
  }) : []
  said.textContent = words.length ? box.dataset.found.replace("{number}", found.length) : ""
  list.replaceChildren(...found.slice(0, shown).map(([id, title, below]) => {
    const one = document.createElement("li"), link = document.createElement("a"), more = document.createElement("span")
    link.href = `../incidents/${id}/`
    link.textContent = title
    link.dir = "auto"
    more.textContent = below
    more.className = "soft small"
    one.append(link, " ", more)
    return one
  }))
}
box.hidden = false
field.addEventListener("focus", () => load().catch(() => entries = 0))
field.addEventListener("input", () => find().catch(() => { entries = 0; said.textContent = box.dataset.failed }))
})()

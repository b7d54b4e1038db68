// Search in the history. The list is fetched when somebody begins to write or asks for one kind, and searched here.
(() => {
"use strict"
const box = document.getElementById("search"), field = box.querySelector("input"), said = box.querySelector("p")
const list = box.querySelector("ul"), {firstElementChild: row} = box.querySelector("template").content, shown = 50
let entries
const load = () => entries ||= fetch("search.json").then(answer => answer.json())
const holds = (text, words) => words.every(word => text.toLowerCase().includes(word))
const find = async () => {
  // As in render/search.py.
  const words = field.value.toLowerCase().split(/[\s,;:!?()[\]{}"“”„«»…،؛؟。、]+/).filter(Boolean)
  const kind = location.hash.startsWith("#only-") && location.hash.slice(6), asked = kind || words[0]
  const found = asked ? (await load()).filter(([, ...texts]) =>
    (!kind || texts[4].split(" ").includes(kind)) && holds(texts.slice(0, 3).join(" "), words)) : []
  // What is called so stands before what only speaks of it.
  if (words[0]) found.sort(([, one], [, other]) => holds(other, words) - holds(one, words))
  said.textContent = asked ? box.dataset.found.replace("{number}", found.length) : ""
  list.replaceChildren(...found.slice(0, shown).map(([id, title, below, , tone, kinds, duration]) => {
    const one = row.cloneNode(true), [mark, link, length, more] = one.children
    one.className = "row " + kinds
    mark.querySelector("use").setAttribute("href", "#" + tone)
    link.href = `../incidents/${id}/`
    link.textContent = title
    length.textContent = duration
    more.textContent = below
    return one
  }))
  // One list is enough.
  for (const month of document.querySelectorAll(".month")) month.hidden = !!found[0]
}
const start = () => {
  for (const one of document.querySelectorAll(".by a")) one.ariaCurrent = one.hash == (location.hash || "#all")
  find().catch(() => { entries = 0; said.textContent = box.dataset.failed })
}
box.hidden = false
field.addEventListener("focus", () => load().catch(() => entries = 0))
field.addEventListener("input", start)
addEventListener("hashchange", start)
addEventListener("DOMContentLoaded", start)
})()

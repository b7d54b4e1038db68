// On top of a component's page: Escape puts away what a day of the calendar says, until the next one is asked.
(() => {
"use strict"
const off = hide => document.querySelectorAll(".cal").forEach(one => one.classList.toggle("off", hide))
document.addEventListener("keydown", one => one.key == "Escape" && off(true))
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, () => off(false))
})()

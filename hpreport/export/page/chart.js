"use strict";
/* a point or bar says what number it is and where it stands */
const card = document.getElementById("card");
addEventListener("pointerover", (event) => {
  const mark = event.target.closest("path[aria-label]");
  card.hidden = !mark;
  if (!mark) return;
  card.textContent = mark.getAttribute("aria-label");
  const at = mark.getBoundingClientRect();
  const left = Math.min(at.right + 8, document.documentElement.clientWidth - card.offsetWidth - 8);
  card.style.left = `${Math.max(left, 8) + scrollX}px`;
  card.style.top = `${at.bottom + 8 + scrollY}px`;
});

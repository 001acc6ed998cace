// Shows what stands behind a mark of a plot while the pointer or the keyboard is on it. Without this script the
// browser's own tooltip does it, and the table below says the same.
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;

  const show = (mark) => {
    const title = mark.querySelector("title");
    if (title) {
      mark.dataset.said = title.textContent;
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    tip.textContent = mark.dataset.said;
    tip.hidden = false;
    const at = mark.getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - tip.offsetWidth / 2, 8), innerWidth - tip.offsetWidth - 8);
    const above = at.top - tip.offsetHeight - 12;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above > 0 ? above : at.bottom + 12) + scrollY}px`;
  };
  const hide = () => { tip.hidden = true; };

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(tip);
    for (const mark of document.querySelectorAll(".plot .mark")) {
      mark.addEventListener("pointerenter", () => show(mark));
      mark.addEventListener("focus", () => show(mark));
      mark.addEventListener("pointerleave", hide);
      mark.addEventListener("blur", hide);
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();

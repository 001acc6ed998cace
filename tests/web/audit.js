// What of WCAG 2.1 AA can be told by looking at a page: contrast, names of controls, order of headings, targets of labels.
() => {
  const wrong = [];
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((one) => one / 255).map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode.textContent.trim(), element = words.currentNode.parentElement;
    if (!text || element.closest("script, .hidden, .skip, title, option, datalist") || !element.getClientRects().length) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    const svg = element.closest("svg");
    const pair = [light(svg ? style.fill : style.color), light(ground(svg || element))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`contrast ${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
  }
  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!control.labels?.length && !control.getAttribute("aria-label")) wrong.push(`no label: ${control.name}`);
  }
  for (const control of document.querySelectorAll("a[href], button")) {
    const name = control.getAttribute("aria-label") || control.textContent || control.querySelector("title")?.textContent;
    if (!name?.trim()) wrong.push(`no name: ${control.outerHTML.slice(0, 80)}`);
  }
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) wrong.push(`heading ${level} behind ${last}: ${heading.textContent.slice(0, 40)}`);
    last = level;
  }
  const seen = new Set();
  for (const one of document.querySelectorAll("[id]")) {
    if (seen.has(one.id)) wrong.push(`id twice: ${one.id}`);
    seen.add(one.id);
  }
  for (const row of document.querySelectorAll("table")) {
    if (!row.querySelector("th")) wrong.push("a table without a head");
  }
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  return [...new Set(wrong)];
}

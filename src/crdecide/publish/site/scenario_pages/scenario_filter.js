// The list of scenarios, cut to what is asked for; without this script the whole list stands there.

(() => {
  const form = document.getElementById("filters"),
    entries = [...document.querySelectorAll("[data-entry]")],
    asked = name => document.getElementById(`by-${name}`).value,
    words = (element, name) => (element.getAttribute(`data-${name}`) || "").split(" ");

  // What an entry does not say itself its group says for all of its entries.
  function isAskedFor(entry) {
    const group = entry.closest("[data-group]"),
      has = (name, value) => !value || words(entry, name).includes(value) || words(group, name).includes(value),
      origin = asked("origin");
    return has("card", asked("card")) && has("options", asked("option")) && has("sources", asked("source")) &&
      (!origin || (entry.getAttribute("data-origin") || "made-up") === origin);
  }

  function show() {
    let count = 0;
    for (const entry of entries) {
      entry.hidden = !isAskedFor(entry);
      count += entry.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll("[data-group]"))
      group.hidden = !group.querySelector("[data-entry]:not([hidden])");
    document.getElementById("shown").textContent = `${count} of ${entries.length} shown`;
  }

  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", event => event.preventDefault());
  show();
})();

// As soon as an answer changes the server is asked for the page again, and what it says is put in the place of what stood.
// Without this script the button does the same.
"use strict";
const form = document.getElementById("questions");
const answer = document.getElementById("answer");
let asked = 0;

async function update() {
  const turn = ++asked;
  answer.setAttribute("aria-busy", "true");
  let text;
  try {
    const reply = await fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
    text = reply.ok || reply.status === 422 ? await reply.text() : null;
  } catch {
    text = null;
  }
  // Of two questions asked in a row the later one is answered, whichever reply comes first.
  if (turn !== asked) return;
  answer.removeAttribute("aria-busy");
  if (text === null) {
    answer.textContent = "The answer could not be had; what stands here would be out of date. The button asks again.";
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  answer.replaceChildren(...page.getElementById("answer").childNodes);
  for (const said of document.querySelectorAll("p.said")) {
    const now = page.getElementById(said.id);
    if (now) said.replaceChildren(...now.childNodes);
    const question = said.closest("fieldset"), other = now && now.closest("fieldset");
    if (other && other.hasAttribute("aria-invalid")) question.setAttribute("aria-invalid", "true");
    else question.removeAttribute("aria-invalid");
  }
}

form.addEventListener("change", update);

// As soon as an answer changes the server is asked for the page again, and what it says is put in the place of what stood.
// Without this script the button does the same.
"use strict";
const form = document.getElementById("questions");
const answer = document.getElementById("answer");
const turn = document.getElementById("turn");
let changes = 0;
let last = Promise.resolve();

// One after the other: each change is sent with the turn that the reply before it gave.
function update() {
  changes += 1;
  answer.setAttribute("aria-busy", "true");
  last = last.then(ask);
}

async function ask() {
  const upTo = changes;
  let reply, text = null;
  try {
    reply = await fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
    text = await reply.text();
  } catch {
    text = null;
  }
  if (text === null || !(reply.ok || reply.status === 422 || reply.status === 409)) {
    answer.textContent = "The answer could not be had; what stands here would be out of date. The button asks again.";
    document.getElementById("strip").textContent = answer.textContent;
  } else {
    show(new DOMParser().parseFromString(text, "text/html"));
  }
  if (upTo === changes) answer.removeAttribute("aria-busy");
}

function show(page) {
  const now = page.getElementById("answer") || page.querySelector("main");
  answer.replaceChildren(...now.childNodes);
  const strip = page.getElementById("strip");
  if (strip) document.getElementById("strip").textContent = strip.textContent;
  if (!page.getElementById("turn")) return;
  turn.value = page.getElementById("turn").value;
  for (const said of document.querySelectorAll("p.said")) {
    const other = page.getElementById(said.id);
    if (!other) continue;
    said.replaceChildren(...other.childNodes);
    const question = said.closest("fieldset");
    if (other.closest("fieldset").hasAttribute("aria-invalid")) question.setAttribute("aria-invalid", "true");
    else question.removeAttribute("aria-invalid");
  }
}

form.addEventListener("change", update);

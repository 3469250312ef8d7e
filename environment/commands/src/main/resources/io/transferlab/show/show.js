"use strict";

// A few classes are read at a glance; the others are one click away.
const FEW_CLASSES = 6;

const $ = (id) => document.getElementById(id);
const body = document.body;
let page = { mostBytes: 0, network: { classes: [], explains: false } };
// What is shown, for the heat map of another class; and what runs, so that the last picture wins.
let shown = null;
let asking = null;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function percent(fraction) {
  return `${(100 * fraction).toFixed(1)} %`;
}

function state(name) {
  body.classList.remove("empty", "waiting", "unsure");
  if (name) {
    body.classList.add(name);
  }
}

function say(verdict, words) {
  $("verdict").textContent = verdict;
  $("words").textContent = words;
}

function complain(words) {
  $("problem").textContent = words;
  $("problem").hidden = false;
}

// What the server answers as an object; an Error with words for a person otherwise.
async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "same-origin", ...options });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Error("The network does not answer: was environment/lab show ended in the terminal? Start it again and open the address that it prints.");
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(said.error || `The network could not answer (${answer.status}).`);
  }
  return said;
}

function post(path, picture, signal) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: picture, signal });
}

function forget() {
  $("classes").hidden = true;
  $("all").hidden = true;
  $("nearest").hidden = true;
  $("heat").hidden = true;
  $("heat-switch").hidden = true;
  $("heat-words").textContent = "";
}

function mayBeShown(picture) {
  if (picture.size > page.mostBytes) {
    return `The picture is too large: ${(picture.size / 1e6).toFixed(0)} MB, and at most ${page.mostBytes / 1e6} MB are taken. Save it smaller, or as JPEG.`;
  }
  return picture.size === 0 ? "The file is empty." : "";
}

// Of a picture that it was trained with, an answer shows little.
const LEARNED = " It learned from this very picture, so this is no test: show it one that it has not seen.";

async function look(picture, name, learned = "") {
  asking?.abort();
  const mine = (asking = new AbortController());
  $("problem").hidden = true;
  const refused = mayBeShown(picture);
  if (refused) {
    unread(refused);
    return;
  }
  state("waiting");
  body.setAttribute("aria-busy", "true");
  say("Looking at it", name ? `The network looks at ${name}.` : "The network looks at your picture.");
  try {
    const said = await post("answer", picture, mine.signal);
    shown = { picture, name };
    answered(said, name, learned);
    await explain(said.answer.guesses[0].label, mine);
  } catch (failure) {
    if (failure.name !== "AbortError") {
      unread(failure.message);
    }
  } finally {
    if (asking === mine) {
      body.removeAttribute("aria-busy");
    }
  }
}

function unread(words) {
  shown = null;
  forget();
  $("view").hidden = true;
  swap("another", "drop");
  state("empty");
  say("No answer", "The picture could not be looked at.");
  complain(words);
}

// Of two buttons that do the same; whoever stands on the one is on the other then.
function swap(from, to) {
  const stood = document.activeElement === $(from);
  $(to).hidden = false;
  if (stood) {
    $(to).focus();
  }
  $(from).hidden = true;
}

function answered({ answer, picture }, name, learned) {
  forget();
  swap("drop", "another");
  $("view").hidden = false;
  if ($("view").getBoundingClientRect().top < 0) {
    $("picture-title").scrollIntoView(); // a sample far below it was pressed
  }
  $("picture").src = picture;
  $("picture").alt = name ? `Your picture, ${name}` : "Your picture";
  const best = answer.guesses[0];
  state(answer.known ? "" : "unsure");
  say(answer.known ? `${best.label}, ${percent(best.probability)}` : "I do not know", answer.words + learned);
  $("nearest-title").textContent = answer.known ? "Because it looks like these" : "It looks most like these";
  classes(answer.guesses);
  thumbnails($("nearest"), answer.nearest, near);
}

function classes(guesses) {
  const rows = guesses.map(({ label, probability }, rank) => {
    const bar = element("span");
    const head = element("th", { scope: "row", role: "rowheader" });
    if (page.network.explains) {
      const why = element("button", { type: "button", textContent: label, title: `Show where it looked for ${label}` });
      why.setAttribute("aria-pressed", "false");
      why.addEventListener("click", () => explainAgain(label));
      head.append(why);
    } else {
      head.textContent = label;
    }
    const number = element("td", { className: "number", role: "cell", textContent: percent(probability) });
    const cell = element("td", { className: "bar" }, bar);
    cell.setAttribute("aria-hidden", "true");
    // After it is on the page, so that it grows.
    requestAnimationFrame(() => requestAnimationFrame(() => (bar.style.width = `${100 * probability}%`)));
    return element("tr", { role: "row", hidden: rank >= FEW_CLASSES }, head, number, cell);
  });
  $("classes").tBodies[0].replaceChildren(...rows);
  $("classes").hidden = false;
  $("all").hidden = rows.length <= FEW_CLASSES;
  $("all").textContent = `All ${rows.length} classes`;
  $("all").setAttribute("aria-expanded", "false");
}

function showAll() {
  const all = $("all").getAttribute("aria-expanded") === "false";
  [...$("classes").tBodies[0].rows].forEach((row, rank) => (row.hidden = !all && rank >= FEW_CLASSES));
  $("all").setAttribute("aria-expanded", String(all));
  $("all").textContent = all ? "Only the first" : `All ${$("classes").tBodies[0].rows.length} classes`;
}

async function explainAgain(label) {
  asking?.abort();
  $("problem").hidden = true;
  await explain(label, (asking = new AbortController()));
}

// An answer stays where its reason cannot be had.
async function explain(label, mine) {
  if (!shown || !page.network.explains) {
    return;
  }
  $("heat-words").textContent = `Looking for what speaks for ${label} …`;
  try {
    const why = await post(`why?class=${page.network.classes.indexOf(label)}`, shown.picture, mine.signal);
    $("heat").src = why.overlay;
    $("heat").alt = `Heat map over the picture: ${why.words}`;
    $("heat").hidden = false;
    $("heat-switch").hidden = false;
    $("heat-words").replaceChildren(element("strong", { textContent: `The brighter, the more it speaks for ${label}. ` }), why.words);
    for (const button of $("classes").querySelectorAll("th button")) {
      button.setAttribute("aria-pressed", String(button.textContent === label));
    }
    heat();
  } catch (failure) {
    if (failure.name !== "AbortError") {
      $("heat-words").textContent = "";
      complain(failure.message);
    }
  }
}

function heat() {
  $("heat").classList.toggle("off", !$("heat-on").checked);
}

function thumbnails(place, pictures, made) {
  place.querySelector("ul").replaceChildren(...pictures.map((each) => element("li", {}, ...made(each))));
  place.hidden = pictures.length === 0;
}

function near({ label, similarity, picture }) {
  const alike = similarity.toFixed(2);
  return [
    element("img", { src: picture, alt: `A training picture of ${label}` }),
    element("span", { textContent: label }),
    element("span", { className: "alike", textContent: `${alike} alike` }),
  ];
}

function sample({ label, picture }) {
  const button = element("button", { type: "button" }, element("img", { src: picture, alt: "" }), element("span", { textContent: label }));
  button.setAttribute("aria-label", `Show it a training picture of ${label}`);
  button.addEventListener("click", () => look(bytes(picture), `a training picture of ${label}`, LEARNED));
  return [button];
}

function bytes(dataAddress) {
  const text = atob(dataAddress.slice(dataAddress.indexOf(",") + 1));
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
}

// From wherever it comes: a file that was chosen, dropped or pasted.
function lookAtFirst(files) {
  if (files.length > 0) {
    look(files[0], files[0].name);
  }
  return files.length > 0;
}

function choose() {
  $("file").value = ""; // the same file again is a new question
  $("file").click();
}

function dropped(event) {
  event.preventDefault();
  body.classList.remove("dragging");
  if (!lookAtFirst(event.dataTransfer.files)) {
    complain("That was no picture file. A picture of another page: copy it there and paste it here, or save it first.");
  }
}

function pasted(event) {
  if (!lookAtFirst(event.clipboardData.files)) {
    complain("There is no picture in the clipboard.");
  }
}

const CAMERA_PROBLEMS = {
  NotAllowedError: "The camera may not be used: allow it beside the address of this page, then try again.",
  NotFoundError: "There is no camera on this machine. Choose a file instead.",
  NotReadableError: "Another program uses the camera. End it there, then try again.",
};

async function openCamera() {
  $("problem").hidden = true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    $("video").srcObject = stream;
    $("camera").showModal();
    $("shoot").focus();
  } catch (failure) {
    complain(CAMERA_PROBLEMS[failure.name] || "The camera could not be opened. Choose a file instead.");
  }
}

function shoot() {
  const video = $("video");
  if (video.videoWidth === 0) {
    return; // it has not seen anything yet
  }
  const canvas = element("canvas", { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext("2d").drawImage(video, 0, 0);
  $("camera").close();
  canvas.toBlob((picture) => look(picture, "what the camera saw"), "image/jpeg", 0.92);
}

function cameraClosed() {
  $("video").srcObject?.getTracks().forEach((track) => track.stop());
  $("video").srcObject = null;
  $("take").focus();
}

function introduce(said) {
  page = said;
  const { name, classes: known, facts, samples } = page.network;
  document.title = `${name}: what does it see?`;
  $("name").textContent = name;
  const few = known.slice(0, 8).join(", ");
  $("knows").textContent = `A network that tells ${known.length} classes apart: ${few}${known.length > 8 ? ", …" : ""}`;
  $("facts").replaceChildren(...facts.flatMap((fact) => [element("dt", { textContent: fact.name }), element("dd", { textContent: fact.value })]));
  $("about").hidden = false;
  thumbnails($("samples"), samples, sample);
}

function listen() {
  $("drop").addEventListener("click", choose);
  $("another").addEventListener("click", choose);
  $("file").addEventListener("change", () => lookAtFirst($("file").files));
  $("heat-on").addEventListener("change", heat);
  $("all").addEventListener("click", showAll);
  document.addEventListener("paste", pasted);
  document.addEventListener("drop", dropped);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    body.classList.add("dragging");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || body.classList.remove("dragging"));
  $("take").hidden = !navigator.mediaDevices?.getUserMedia;
  $("take").addEventListener("click", openCamera);
  $("shoot").addEventListener("click", shoot);
  $("cancel").addEventListener("click", () => $("camera").close());
  $("camera").addEventListener("close", cameraClosed);
}

state("empty");
listen();
ask("about").then(introduce, (failure) => complain(failure.message));

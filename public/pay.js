// The pay page: asks for the client secret when the customer presses the button, and lets Stripe.js talk to the bank.
// Whether the payment is made, or the card saved, is Stripe's word to the server, never the browser's.

// Else the page says after some seconds what to do.
document.documentElement.dataset.script = "runs";

const page = JSON.parse(document.body.dataset.page);
const words = page.strings;
const [path] = page.address.split("?");
const [form, button, otherCard, cardForm, errorBox, statusBox, lead] =
  ["pay-form", "pay-button", "another-card", "card-form", "error", "status", "lead"]
    .map(id => document.getElementById(id));

// Later trains have handleCardPayment too, but it throws.
const usesHandle = ["v3", "acacia", "basil", "clover"].includes(page.train);

const confirmWords = button?.textContent;
const anotherWords = otherCard?.textContent;

let stripe = null;
let loading = null;
let loadFailed = false;
let card = null;
let cardComplete = false;
let givesCard = page.mode === "new_card";
let canReturn = page.mode === "authenticate";
// The lead's reason has been followed by another.
let toldWhy = false;
let busy = false;
let asked = false;

// What the page before this one left when it loaded itself anew: the mode in which it was refused, or "looked".
let note = null;
try {
  note = sessionStorage.getItem(path);
  sessionStorage.removeItem(path);
} catch { /* Storage is forbidden. */ }

function idle() {
  busy = false;
  button.textContent = loadFailed ? words.tryAgain : givesCard ? words.pay : confirmWords;
  button.removeAttribute("aria-busy");
  // Not `disabled`, which would take the keyboard's focus away while the bank is asked.
  button.removeAttribute("aria-disabled");
  otherCard.textContent = givesCard ? words.sameCard : anotherWords;
  otherCard.hidden = loadFailed || !canReturn || (givesCard && !words.sameCard);
  otherCard.disabled = false;
  cardForm.hidden = loadFailed || !givesCard;
  lead.hidden = givesCard && (page.mode === "authenticate" || toldWhy);
  statusBox.textContent = "";
  card?.update?.({disabled: false});
}

function working(label, hint = label) {
  busy = true;
  button.textContent = label;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  otherCard.disabled = true;
  // Spoken in any case; seen only when it says more than the button does.
  statusBox.classList.toggle("unseen", hint === label);
  statusBox.textContent = hint;
  errorBox.hidden = true;
  errorBox.textContent = "";
  card?.update?.({disabled: true});
}

function complain(text, moveFocus = true) {
  idle();
  errorBox.hidden = false;
  errorBox.textContent = text;
  if (moveFocus) errorBox.focus();
}

function offerCard(text) {
  givesCard = true;
  canReturn = false;
  // What a saved card is for stays said.
  toldWhy = page.kind !== "setup";
  complain(text, false);
  mountCard();
  errorBox.scrollIntoView({block: "nearest"});
}

/** Loads the page anew; until it is there, the button stays dead. */
function showServersTruth(leaving = "looked") {
  busy = true;
  try {
    sessionStorage.setItem(path, leaving);
  } catch { /* Storage is forbidden. */ }
  location.replace(page.address);
}

/** The server sees it otherwise: loads the page anew, unless that has not helped. */
function disagree(otherwise) {
  return note === page.mode ? otherwise() : showServersTruth(page.mode);
}

class Refusal extends Error {
  constructor(status, retryAfter) {
    super(`refused: ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Asking again changes nothing. */
  get isFinal() {
    return this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

async function ask(what, method) {
  const response = await fetch(`${path}/${what}`, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    signal: AbortSignal.timeout?.(30000),
    headers: {
      Accept: "application/json",
      ...(method === "POST" && {"Content-Type": "application/json", "X-CSRF-Token": page.csrf}),
    },
    ...(method === "POST" && {body: "{}"}),
  });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Refusal(response.status, Number(problem.retry_after ?? response.headers.get("Retry-After")) || 60);
}

/** Asks again, more and more calmly, while the page is looked at; gives up after so many failures in a row. */
async function askUntil(what, method, isEnough, patience = Infinity) {
  for (let pause = 2000, silences = 0; ; pause = Math.min(pause * 1.3, 10000)) {
    try {
      const answer = await ask(what, method);
      if (isEnough(answer)) return answer;
      silences = 0;
    } catch (fault) {
      if (fault.isFinal || ++silences >= patience) throw fault;
    }
    await new Promise(resolve => setTimeout(resolve, pause));
    while (document.hidden) {
      await new Promise(resolve => document.addEventListener("visibilitychange", resolve, {once: true}));
      pause = 2000;
    }
  }
}

/** Whole minutes in the customer's language; a mere sign where the browser lacks it. */
function waiting(seconds) {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const known = Intl.NumberFormat.supportedLocalesOf(page.locale);
  if (!known.length) return `${minutes} min`;
  return new Intl.NumberFormat(known, {style: "unit", unit: "minute", unitDisplay: "long"}).format(minutes);
}

function explainRefusal(fault) {
  if (fault.isFinal) return disagree(() => complain(words.failed));
  if (fault.status === 429) return complain(words.tooMany.replace("{wait}", waiting(fault.retryAfter)));
  // Once Stripe was asked to confirm, it cannot be said here that nothing was charged.
  complain(fault.status && !asked ? words.unreachable : words.offline);
}

function fetchStripe() {
  // It came late, or could not be started.
  if (window.Stripe) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      script.remove();
      reject(new Error("Stripe.js cannot be loaded"));
    };
    const timer = setTimeout(fail, 15000);
    script.src = page.stripeJS;
    script.onerror = fail;
    script.onload = () => {
      clearTimeout(timer);
      resolve();
    };
    document.head.append(script);
  });
}

function loadStripe() {
  loading ??= fetchStripe().then(() => window.Stripe(page.publishableKey, {
    locale: page.stripeLocale,
    ...(page.account && {stripeAccount: page.account}),
  }));
  return loading;
}

async function prepare() {
  try {
    stripe = await loadStripe();
    loadFailed = false;
    if (givesCard) mountCard(false);
    return true;
  } catch {
    loading = null;
    loadFailed = true;
    return false;
  }
}

function cardStyle() {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  return {
    base: {
      color: color("--ink"),
      iconColor: color("--quiet"),
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: getComputedStyle(button).fontSize,
      "::placeholder": {color: color("--quiet")},
    },
    invalid: {color: color("--alert"), iconColor: color("--alert")},
  };
}

function mountCard(moveFocus = true) {
  if (!stripe) return;
  if (card) {
    if (moveFocus) card.focus?.();
    return;
  }
  card = stripe.elements({locale: page.stripeLocale})
    .create("card", {hidePostalCode: true, disableLink: true, style: cardStyle()});
  card.on("change", change => { cardComplete = change?.complete ?? true; });
  if (moveFocus) card.on("ready", () => card.focus?.());
  card.mount("#card-element");
}

function confirm({client_secret: secret, setup_intent: setup, saved_payment_method: saved}) {
  const what = setup ? "Setup" : "Payment";
  if (usesHandle) {
    const method = givesCard ? card : saved && {payment_method: saved};
    return stripe[`handleCard${what}`](secret, ...(method ? [method] : []));
  }
  const method = givesCard ? {card} : saved;
  return stripe[`confirmCard${what}`](secret, {
    ...(method && {payment_method: method}),
    // The way back from a bank's own page; the handle functions do not know it.
    return_url: new URL(page.address, location.href).href,
  });
}

function reason({type, code, decline_code: declineCode}) {
  if (type === "validation_error") return /^invalid/.test(code) ? "incorrect_details" : "incomplete";
  const told = [declineCode, code]
    .map(code => Object.keys(words.codes).find(reason => words.codes[reason].split(" ").includes(code)))
    .filter(Boolean);
  // A bank's suspicion is never shown, whatever is said beside it.
  if (told.includes("declined")) return "declined";
  return told[0] ?? (type === "card_error" || code === "card_declined" ? "declined" : null);
}

async function judge({error, paymentIntent, setupIntent}) {
  const status = (error ? error.payment_intent ?? error.setup_intent : paymentIntent ?? setupIntent)?.status;
  // Inside an error too, when another tab or an earlier try was first.
  if (["succeeded", "requires_capture", "processing", "canceled"].includes(status)) return settle();
  const needsCard = status === "requires_payment_method";
  // So that a page loaded anew is right; nobody waits for it.
  if (needsCard) ask("result", "POST").catch(() => {});
  if (!error) return needsCard ? offerCard(words.reasons.not_authenticated) : settle(words.unfinished);
  // The request may have reached Stripe though its answer did not reach us.
  if (["api_connection_error", "api_error", "rate_limit_error"].includes(error.type)) return settle(words.offline);
  const why = reason(error) ?? (needsCard ? "unknown" : null);
  if (why === "incomplete" || (givesCard && why === "incorrect_details")) {
    complain(words.reasons[why], false);
    return card?.focus?.();
  }
  return why ? offerCard(words.reasons[why]) : settle(words.failed);
}

/** Lets the server ask Stripe; `otherwise` is said of a payment that is still open. */
async function settle(otherwise) {
  working(words.checking);
  try {
    const answer = await askUntil("result", "POST", () => true, 4);
    if (otherwise && answer.state === "open") return complain(otherwise);
    showServersTruth();
  } catch (fault) {
    // To press again is safe: Stripe confirms no intent twice.
    explainRefusal(fault);
  }
}

async function pay() {
  working(words.starting);
  if (!stripe && !await prepare()) return complain(words.loading);
  if (givesCard && !card) mountCard(false);
  let answer;
  try {
    answer = await ask(`secret?sum=${page.sum}`, "POST");
  } catch (fault) {
    return explainRefusal(fault);
  }
  if (["wait", "done", "gone"].includes(answer.mode)) return showServersTruth();
  if (!givesCard && answer.mode === "new_card") return disagree(() => offerCard(words.reasons.unknown));
  note = null;
  working(words.bank, words.bankHint);
  asked = true;
  await judge(await confirm(answer));
}

async function press() {
  if (busy) return;
  if (loadFailed) {
    // "Try again" did not agree to pay.
    working(words.starting);
    if (!await prepare()) return complain(words.loading);
    idle();
    return givesCard && mountCard();
  }
  if (givesCard && card && !cardComplete) {
    complain(words.reasons.incomplete, false);
    return card.focus?.();
  }
  try {
    await pay();
  } catch {
    await (asked ? settle(words.failed) : complain(words.failed));
  }
}

function chooseCard() {
  givesCard = !givesCard;
  errorBox.hidden = true;
  idle();
  if (givesCard) mountCard();
}

function start() {
  form.addEventListener("submit", event => {
    event.preventDefault();
    press();
  });
  otherCard.addEventListener("click", chooseCard);
  matchMedia("(prefers-color-scheme: dark)").addEventListener?.("change", () => card?.update?.({style: cardStyle()}));
  if (note) {
    // Has it read out.
    lead.tabIndex = -1;
    lead.focus();
  }
  prepare().then(ready => { if (!ready && !busy) complain(words.loading, false); });
}

// A page brought back by the back button shows what was true when it was left.
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  busy = true;
  location.reload();
});

if (page.mode === "wait") {
  setTimeout(async () => {
    try {
      await askUntil("status", "GET", ({state, step}) => state !== "processing" && step !== "wait");
      showServersTruth();
    } catch {
      disagree(() => {});
    }
  }, 2000);
} else {
  start();
}

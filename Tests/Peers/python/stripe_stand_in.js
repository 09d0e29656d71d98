// Appended to localstripe's script: what Stripe.js does and localstripe's does not.
// The 3-D Secure box keeps localstripe's two buttons, "Complete authentication" and "Fail authentication".

(() => {
  const settled = ["succeeded", "processing", "requires_capture", "canceled"];

  // `kind` is "payment" or "setup".

  async function ask(kind, path, key, secret, body) {
    const fields = {key, client_secret: secret};
    const response = body
      ? await fetch(LOCALSTRIPE_BASE_API + path, {method: "POST", body: JSON.stringify({...fields, ...body})})
      : await fetch(`${LOCALSTRIPE_BASE_API}${path}?${new URLSearchParams(fields)}`);
    const answer = await response.json().catch(() => ({}));
    return response.ok ? {[`${kind}Intent`]: answer} : {error: answer.error || {type: "api_error"}};
  }

  function chosenMethod(second, third) {
    if (second instanceof Element) {
      return {payment_method_data: {type: "card", card: second.value ? second.value.card : {}, ...third}};
    }
    const method = second && second.payment_method;
    if (method && method.card instanceof Element) {
      return {payment_method_data: {type: "card", card: method.card.value ? method.card.value.card : {}}};
    }
    return method ? {payment_method: method} : null;
  }

  async function authenticate(kind, path, key, secret) {
    const passed = await openModal("3D Secure\nDo you want to confirm or cancel?",
      "Complete authentication", "Fail authentication");
    const answer = await ask(kind, `${path}/_authenticate?success=${passed}`, key, secret, {});
    if (passed || answer.error) {
      return answer;
    }
    return {error: {
      type: "invalid_request_error",
      code: `${kind}_intent_authentication_failure`,
      message: "We are unable to authenticate your payment method. " +
        "Please choose a different payment method and try again.",
      [`${kind}_intent`]: answer[`${kind}Intent`],
    }};
  }

  async function confirm(kind, key, secret, second, third) {
    const path = `/v1/${kind}_intents/${/^((?:pi|seti)_\w+)_secret_/.exec(secret)[1]}`;
    const method = chosenMethod(second, third);
    let answer = await ask(kind, path, key, secret);
    if (answer.error) {
      return answer;
    }
    const status = () => answer[`${kind}Intent`].status;
    if (settled.includes(status())) {
      return {error: {
        type: "invalid_request_error",
        code: `${kind}_intent_unexpected_state`,
        [`${kind}_intent`]: answer[`${kind}Intent`],
      }};
    }
    if (method || status() !== "requires_action") {
      answer = await ask(kind, `${path}/confirm`, key, secret, method || {});
    }
    return answer.error || status() !== "requires_action" ? answer : authenticate(kind, path, key, secret);
  }

  async function guarded(work) {
    try {
      return await work();
    } catch (fault) {
      return {error: {type: "api_connection_error", message: String(fault)}};
    }
  }

  const plain = Stripe;
  Stripe = (key, options) => ({
    ...plain(key, options),
    elements: () => elements(plain(key, options).elements()),
    handleCardPayment: (...rest) => guarded(() => confirm("payment", key, ...rest)),
    confirmCardPayment: (...rest) => guarded(() => confirm("payment", key, ...rest)),
    handleCardSetup: (...rest) => guarded(() => confirm("setup", key, ...rest)),
    confirmCardSetup: (...rest) => guarded(() => confirm("setup", key, ...rest)),
  });

  function elements(made) {
    const {create} = made;
    made.create = function (type, options) {
      return Object.assign(create.call(this, type, options), {_options: options || {}});
    };
    return made;
  }

  // Elements: say when ready, tell listeners what changed, and be readable by people and screen readers.

  const names = {number: "Card number", exp_month: "MM", exp_year: "YY", cvc: "CVC", postal_code: "Postal code"};
  const {mount, on} = Element.prototype;

  Element.prototype.on = function (event, handler) {
    on.call(this, event, () => handler(describe(this)));
    return this;
  };

  Element.prototype.mount = function (target) {
    mount.call(this, target);
    this._domChildren.filter(child => child.tagName === "SPAN").forEach(label => label.style.display = "none");
    Object.entries(this._inputs).forEach(([field, input]) => {
      input.placeholder = names[field];
      input.setAttribute("aria-label", names[field]);
      input.setAttribute("inputmode", "numeric");
      Object.assign(input.style, {
        border: "0", background: "transparent", color: "inherit", font: "inherit",
        padding: "4px 2px", width: field === "number" ? "11em" : field === "postal_code" ? "6.5em" : "3.2em",
      });
    });
    if (this._options.hidePostalCode) {
      this._inputs.postal_code.remove();
    }
    queueMicrotask(() => (this.listeners.ready || []).forEach(handler => handler()));
  };

  for (const verb of ["focus", "blur", "clear", "update"]) {
    Element.prototype[verb] = function () {
      if (verb === "focus" && this._inputs) {
        this._inputs.number.focus();
      }
    };
  }

  function describe(element) {
    const card = (element.value || {}).card || {};
    const complete = /^\d{16}$/.test(card.number || "") && /^\d{1,2}$/.test(card.exp_month || "") &&
      /^20\d{2}$/.test(card.exp_year || "") && /^\d{3}$/.test(card.cvc || "");
    return {elementType: "card", complete, empty: !card.number, error: undefined, brand: "visa"};
  }

  openModal = (text, confirmText, cancelText) => new Promise(resolve => {
    const veil = styled("div", {
      position: "fixed", inset: "0", display: "grid", placeContent: "center", padding: "24px",
      background: "rgba(10, 12, 16, 0.6)", zIndex: "2147483647", font: "16px/1.5 system-ui, sans-serif",
    });
    const box = styled("div", {
      display: "grid", gap: "12px", maxWidth: "300px", padding: "24px", borderRadius: "12px",
      background: "#fff", color: "#16181d", textAlign: "center",
    });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-label", "3-D Secure");
    const words = styled("p", {margin: "0 0 8px"});
    words.innerText = `A stand-in for your bank\n${text}`;
    const button = (label, answer, background, color) => {
      const made = styled("button", {
        background, color, font: "inherit", padding: "12px 20px", border: "1px solid #16181d", borderRadius: "8px",
      });
      made.type = "button";
      made.innerText = label;
      made.addEventListener("click", () => { veil.remove(); resolve(answer); });
      return made;
    };
    const confirm = button(confirmText, true, "#16181d", "#fff");
    box.append(words, confirm, button(cancelText, false, "#fff", "#16181d"));
    veil.append(box);
    document.body.append(veil);
    confirm.focus();
  });

  function styled(tag, style) {
    const made = document.createElement(tag);
    Object.assign(made.style, style);
    return made;
  }
})();

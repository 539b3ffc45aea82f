// What the pop-up shows inside, one function a pane: state and words in, a template out. What a
// button does is handed in by the element.
import { html, nothing, type TemplateResult } from 'lit';
import { actOf, askedBy, blockedBy, mailSteps } from './progress.js';
import { checkIcon, closeIcon, textIcon } from './icons.js';
import type { Asked, MailPreview, Method, Part, Question, State } from './state.js';
import type { Texts } from './texts.js';

/** What somebody can do in a pane. */
export interface Acts {
  ask(method: Method, email?: string): void;
  choose(method: Method): void;
  takeBack(asked: Asked): void;
  resend(asked: Asked): void;
  answer(question: Question, contact: string | null, useNumber?: boolean): void;
  copy(words: string): void;
  fullScreen(on: boolean): void;
  printSign(): void;
  preview(): void;
  editEmail(typed: string): void;
  write(): void;
}

export interface Showing {
  readonly state: State;
  readonly ways: State['ways'];
  readonly chosen: Method | undefined;
  readonly busy: boolean;
  readonly full: boolean;
  readonly copied: 'no' | 'yes' | 'failed';
  readonly email: string;
  readonly emailWrong: boolean;
  readonly preview: MailPreview | undefined;
  readonly texts: Texts;
  readonly acts: Acts;
}

type Pane = TemplateResult | typeof nothing;

/** Text with its links; each leads out of the page that this is embedded in. */
const partsOf = (parts: readonly Part[]) =>
  parts.map(({ text, href }) =>
    href === undefined
      ? text
      : html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>`,
  );

export function content(showing: Showing): Pane {
  const { state } = showing;
  switch (state.icon.state) {
    case 'ok':
      return html`${questions(showing)}${agreed(showing)}`;
    case 'stop':
      return html`${questions(showing)}${stopped(showing)}`;
    case 'block':
      return html`${questions(showing)}${blocked(showing)}`;
    default:
      return html`${questions(showing)}${asking(showing)}`;
  }
}

function asking(showing: Showing): Pane {
  const { state, ways, chosen, texts, acts, busy } = showing;
  const { first } = state.record;
  const note = state.mayAct ? texts.consentIs(first) : texts.mayOnlyLook;
  const ended = state.ended && texts.endedWord[state.ended.status];
  return html`<div class="stack">
    ${!ended ? nothing : html`<p>${ended} ${state.ended?.reason ?? ''}</p>`}
    ${
      ways.length < 2 && chosen
        ? nothing
        : html`<div class="ways ${chosen ? 'chosen' : ''}" role="group" aria-label=${texts.how}>
      ${ways.map(({ method }) => {
        const words = texts.ways[method](first, state);
        const closed = busy || (!state.mayAct && !askedBy(state, method));
        return html`<button class="way" part="way" ?disabled=${closed}
          aria-pressed=${chosen === method ? 'true' : 'false'} @click=${() => acts.choose(method)}>
          <b>${words.name}</b><span class="short">${words.short}</span>
          <span class="meta">${words.what}</span>
          ${words.mark ? html`<em>${words.mark}</em>` : nothing}</button>`;
      })}</div>`
    }
    ${chosen ? nothing : html`<p class="meta">${note}</p>`}
    ${chosen ? html`<div class="panel stack">${PANES[chosen](showing)}</div>` : nothing}
  </div>`;
}

const PANES: Readonly<Record<Method, (showing: Showing) => Pane>> = {
  text_to_join: textToJoin,
  qr: code,
  email: mail,
};

function textToJoin(showing: Showing): Pane {
  const { state, texts, acts, copied } = showing;
  const asked = askedBy(state, 'text_to_join');
  if (!asked) return nothing;
  const { first, phone } = state.record;
  const words = `${asked.keyword} ${asked.token}`;
  const { script } = asked;
  const say = script?.parts.map(({ text }) => text).join('') ?? '';
  return html`
    <p class="say">${texts.askTo(first)} <kbd>${phone ? asked.keyword : words}</kbd>
      <span>${texts.to} <b class="num">${state.sender.said}</b></span></p>
    <p class="meta">${phone ? texts.fromAnother(first, words) : texts.withCode}</p>
    ${
      script
        ? html`<div class="script"><h3>${texts.youCanSay}</h3>
      <blockquote>“${partsOf(script.parts)}”</blockquote>
      <footer><span class="meta">${texts.scriptKept(script.version)}</span>
      <button class="copy" @click=${() => acts.copy(say)}>${
        copied === 'no' ? texts.copy : copied === 'yes' ? texts.copied : texts.copyFailed
      }</button></footer></div>`
        : nothing
    }
    ${follow(showing, asked)}`;
}

function code(showing: Showing): Pane {
  const { state, texts, acts, full } = showing;
  const asked = askedBy(state, 'qr');
  if (!asked?.code) return nothing;
  const { side, path, title } = asked.code;
  const [or, words, to, number] = texts.orText(
    `${asked.keyword} ${asked.token}`,
    state.sender.said,
  );
  return html`<div class="code">
    <div class="square" part="code"><svg viewBox="0 0 ${side} ${side}"
      shape-rendering="crispEdges" role="img" aria-label=${title}>
      <path fill="#fff" d="M0 0h${side}v${side}H0z"></path>
      <path fill="#000" d=${path}></path></svg></div>
    <div><h3>${texts.scan}</h3>
    <p class="meta">${or}<b class="num">${words}</b>${to}<b class="num">${number}</b></p></div>
    <p class="meta disclosure">${partsOf(asked.disclosure.parts)}</p>
    <div class="acts">${
      full
        ? html`<button @click=${() => acts.fullScreen(false)}>${texts.done}</button>`
        : html`<button @click=${() => acts.fullScreen(true)}>${texts.bigger}</button>
          <button class="quiet" @click=${() => acts.printSign()}>${texts.printSign}</button>`
    }</div></div>
    ${full ? nothing : follow(showing, asked)}`;
}

function mail(showing: Showing): Pane {
  const { state, texts, acts, busy } = showing;
  const asked = askedBy(state, 'email');
  if (asked) {
    const { mail: sent } = asked;
    return html`
      <ol class="steps">${mailSteps(asked).map(
        ({ name, state: step }) =>
          html`<li class=${step}>${texts.steps[name]}<span
            class="sr">: ${texts.stepWord[step]}</span></li>`,
      )}</ol>
      <p class="meta">${sent ? `${texts.mailWord[sent.status]} · ${texts.mailTo(sent.to)}` : ''}${
        sent?.reason ? ` · ${sent.reason}` : ''
      }</p>
      ${follow(
        showing,
        asked,
        html`<button class="quiet" ?disabled=${busy}
          @click=${() => acts.resend(asked)}>${texts.sendAgain}</button>`,
      )}`;
  }
  const closed = state.ways.find(({ method }) => method === 'email')?.closed;
  if (closed === 'no_server' || closed === 'unsubscribed') {
    return html`<p>${texts.noMail[closed]}</p>`;
  }
  return mailForm(showing);
}

function mailForm({ state, texts, acts, busy, email, emailWrong, preview }: Showing): Pane {
  const { first, email: known } = state.record;
  const edited = known !== undefined && email.trim() !== known;
  const hint =
    known === undefined ? texts.addressMissing : edited ? texts.addressEdited(first) : '';
  const submit = (event: Event) => {
    event.preventDefault();
    acts.ask('email', email.trim());
  };
  return html`<form class="stack" novalidate @submit=${submit}>
    <div><label for="email">${texts.address}</label>
    <input id="email" type="email" autocomplete="off" .value=${email}
      aria-describedby="hint" aria-invalid=${emailWrong ? 'true' : 'false'}
      @input=${(event: Event) => acts.editEmail((event.target as HTMLInputElement).value)}>
    <p class="meta" id="hint" role="status">${emailWrong ? texts.addressWrong : hint}</p></div>
    <div class="acts"><button class="primary" ?disabled=${busy}>${texts.send}</button>
    <button type="button" class="quiet" aria-expanded=${preview ? 'true' : 'false'}
      @click=${() => acts.preview()}>${preview ? texts.hidePreview : texts.preview}</button></div>
    ${
      preview
        ? html`<div class="mail"><p class="meta">${texts.previewFrom}: ${preview.from}</p>
      <p><b>${texts.previewSubject}: ${preview.subject}</b></p>
      <pre tabindex="0">${preview.text}</pre></div>`
        : nothing
    }</form>`;
}

/** The line that changes by itself, with the way back: what is watched stays in view. */
function follow({ state, texts, acts, busy }: Showing, asked: Asked, more: Pane = nothing): Pane {
  const { first } = state.record;
  const words = {
    pending: texts.waiting[asked.method],
    opened: texts.openedWord[asked.method],
    confirming: texts.confirming,
  }[asked.status](first);
  return html`<div class="follow"><span class="dot" aria-hidden="true"></span>
    <div><div role="status">${words}</div>
      <div class="meta">${texts.byItself(asked.until)}</div></div>
    ${
      state.mayAct
        ? html`<div class="acts">${more}<button class="quiet" ?disabled=${busy}
            @click=${() => acts.takeBack(asked)}>${texts.takeBack}</button></div>`
        : nothing
    }</div>`;
}

function outcome(state: State, words: unknown, more: unknown): Pane {
  const { state: icon } = state.icon;
  const drawing = icon === 'ok' ? checkIcon() : textIcon(icon);
  return html`<div class="outcome"><span class="big ${icon}">${drawing}</span>
    <div class="stack"><p>${words}</p>${more}</div></div>`;
}

/** `Omar texted START, today 9:41. You can text now.` */
export function agreedWords({ state, texts }: Pick<Showing, 'state' | 'texts'>): string {
  const { first } = state.record;
  const { cause, keyword } = state;
  if (!cause) return texts.canText(first);
  return texts.agreed(texts.act[actOf(state)](first, keyword), cause.at.said);
}

function agreed(showing: Showing): Pane {
  const { state, texts, acts } = showing;
  const written = state.cause?.written ? texts.inWriting : texts.notInWriting;
  return outcome(
    state,
    agreedWords(showing),
    html`<p class="meta">${state.cause ? written : nothing}</p>
      <div class="acts"><button class="primary"
        @click=${() => acts.write()}>${texts.write}</button></div>`,
  );
}

function stopped({ state, texts }: Showing): Pane {
  const { first } = state.record;
  const { cause } = state;
  const how = cause ? texts.stopped(cause.words, cause.day) : '';
  return outcome(
    state,
    `${how} ${texts.stopMeans}`,
    html`<p class="say">${texts.wayBack(first)} <kbd>${state.keyword}</kbd>
        <span>${texts.to} <b class="num">${state.sender.said}</b></span></p>
      <p class="meta">${texts.wayBackMeans}</p>`,
  );
}

function blocked({ state, texts }: Showing): Pane {
  const { first } = state.record;
  return outcome(state, texts.blocked[blockedBy(state)](first), nothing);
}

function questions({ state, texts, acts, busy }: Showing): Pane {
  const { first, phone } = state.record;
  if (state.questions.length === 0 || !state.mayAct) return nothing;
  return html`<div class="stack questions">${state.questions.map((question) => {
    const { candidates, until } = question;
    const answer = (contact: string | null, use = false) => {
      return () => acts.answer(question, contact, use);
    };
    return html`<section class="card">${candidates.map(({ contact, phone: from, at }) => {
      const [before, number, after] = texts.isThis(from, at.said, first);
      return html`<h3>${before}<span class="num">${number}</span>${after}</h3><div class="acts">
        <button class="primary" ?disabled=${busy} @click=${answer(contact, true)}>${
          phone ? texts.yesUse : texts.yes(first)
        }</button>
        ${
          phone
            ? html`<button ?disabled=${busy}
                @click=${answer(contact)}>${texts.yesKeep(phone)}</button>`
            : nothing
        }</div>`;
    })}
    <p class="meta">${until ? texts.offered(until.said) : texts.fromToken}</p>
    ${
      until
        ? nothing
        : html`<div class="acts"><button class="quiet" ?disabled=${busy}
            @click=${answer(null)}>${texts.no(candidates.length > 1)}</button></div>`
    }</section>`;
  })}</div>`;
}

/** Name of the pop-up, by what it is about now. */
export function titleOf(state: State, texts: Texts): string {
  const { first } = state.record;
  switch (state.icon.state) {
    case 'ok':
      return texts.titleOf.ok(first);
    case 'stop':
      return texts.titleOf.stop(first);
    case 'block': {
      const { review, block } = texts.titleOf;
      return blockedBy(state) === 'in_review' ? review(first) : block(first);
    }
    default:
      return texts.title(first);
  }
}

export const closeButton = (texts: Texts, close: () => void) =>
  html`<button class="x quiet" aria-label=${texts.close} @click=${close}>${closeIcon()}</button>`;

/** `Opted out · 12 Mar, texted STOP`: the badge that the seed asks for. */
export function iconWord({ icon, cause }: State): string {
  const isOut = icon.state === 'stop' && cause;
  return isOut ? `${icon.word} · ${cause.day}, ${cause.words}` : icon.word;
}

/** `(602) 555-0177 · No consent yet` */
export const aboutLine = (state: State, texts: Texts) =>
  html`<p class="meta"><span class="num">${state.record.phone ?? texts.noNumber}</span> ·
    ${iconWord(state)}</p>`;

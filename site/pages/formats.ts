import { LOG_LINES, TRUST, VIEWPOINTS } from '../../scripts/docs/formats';
import { bounceFormats } from '../../server/src/formats/bounces';
import { logFormats } from '../../server/src/formats/logs';
import { transcriptFormats } from '../../server/src/formats/transcripts';
import { wrappers } from '../../server/src/formats/wrappers';
import { formatPath } from '../src/addresses';
import { html, type Page, prose, sample } from './html';

const head = (kind: string, title: string, id: string) => html`<p class="eyebrow">${kind} · <code>${id}</code></p><h1>${title}</h1>`;

const transcripts = (): Page[] =>
  transcriptFormats.map(({ id, title, viewpoint, trust, elides, masks, notes, samples }) => ({
    path: formatPath('transcript', id),
    title,
    about: `How SMTP Lens reads the SMTP dialogue that ${title} prints.`,
    found: { kind: 'Transcript', words: `${id} ${title}` },
    body: html`${head('Transcript', title, id)}
<p class="lead">Viewpoint: ${VIEWPOINTS[viewpoint]}. ${TRUST[trust]}</p>
${elides && html`<p>Left out: ${prose(elides)}</p>`}${masks && html`<p>Masked: ${prose(masks)}</p>`}${notes && html`<p>${prose(notes)}</p>`}
${samples.map(
  (one) =>
    html`<h2>${one.title}</h2>${sample(one.text)}<p class="meta">Read as ${one.exchanges.join(', ') || 'commands without replies'}.</p>`,
)}`,
  }));

const logs = (): Page[] =>
  logFormats.map(({ id, title, samples }) => ({
    path: formatPath('log', id),
    title: `${title}: log`,
    about: `How SMTP Lens reads the mail log of ${title}.`,
    found: { kind: 'Log', words: `${id} ${title}` },
    body: html`${head('Mail log', title, id)}
<p class="lead">Every line is read on its own; a reply is looked for only where the log’s own words say that there is one.</p>
${samples.map(
  (one) =>
    html`<h2>${one.title}</h2>${sample(
      one.text
        .split('\n')
        .slice(0, 2 * LOG_LINES)
        .join('\n'),
    )}`,
)}`,
  }));

const bounces = (): Page[] =>
  bounceFormats.map(({ id, title, notes, samples }) => ({
    path: formatPath('bounce', id),
    title,
    about: `How SMTP Lens reads a bounce: ${title}.`,
    found: { kind: 'Bounce', words: `${id} ${title}` },
    body: html`${head('Bounce', title, id)}
${notes && html`<p class="lead">${prose(notes)}</p>`}
${samples.map((one) => html`<h2>${one.title}</h2>${sample(one.text)}`)}`,
  }));

/** The pages of the formats, and their list. */
export function formatPages(): Page[] {
  const columns = (kind: 'transcript' | 'log' | 'bounce', formats: readonly { readonly id: string; readonly title: string }[]) =>
    html`<ul class="columns">${[...formats].sort((a, b) => a.title.localeCompare(b.title, 'en')).map(({ id, title }) => html`<li><a href="../${formatPath(kind, id)}">${title}</a></li>`)}</ul>`;
  const index: Page = {
    path: 'formats/index.html',
    title: 'Formats',
    about: 'The transcripts, mail logs and bounces that SMTP Lens reads, each with a sample.',
    body: html`<h1>Formats</h1>
<p class="lead">Nothing needs to be set: the text itself shows what it is.</p>
<h2>Transcripts</h2>${columns('transcript', transcriptFormats)}
<h2>Mail logs</h2>${columns('log', logFormats)}
<h2>Bounces</h2>${columns('bounce', bounceFormats)}
<h2>Put around the lines</h2>
<p>These are taken off first, up to four around one another.</p>
<dl class="pairs">${wrappers.map(({ title, samples }) => html`<div><dt>${title}</dt><dd><code>${samples[0]?.line}</code></dd></div>`)}</dl>`,
  };
  return [index, ...transcripts(), ...logs(), ...bounces()];
}

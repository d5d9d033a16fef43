import type { Answer, Kind } from '../knowledge/answer';

/** The two whose addresses a refusal is most often about. */
type Party = 'sender' | 'recipient';

const SENDER =
  /\bsender|\bmail ?from\b|\bfrom (?:address|domain|field|header|line)\b|\benvelope[- ]from\b|\breturn-?path\b|\breverse-?path\b|\boriginator/i;
const RECIPIENT =
  /recipient|\brcpt|mail[ -]?box|\busers?\b|addressee|destination|\binbox|\bmembers?\b|subscriber|\blists?\b|\bgroups?\b|\bto (?:address|domain)\b|\brelay/i;

const OF_ADDRESS: ReadonlySet<Kind> = new Set<Kind>([
  'mailbox-unknown',
  'mailbox-disabled',
  'mailbox-full',
  'recipient-restricted',
  'domain-lookup',
  'null-mx',
]);
const parties = new WeakMap<Answer, Party | null>();

/** Whose address an answer blames; null if it blames neither, or both. */
function partyOf(answer: Answer): Party | null {
  let party = parties.get(answer);
  if (party === undefined) {
    const told = `${answer.title} ${answer.cause}`;
    const [sender, recipient] = [/sender/i.test(told), /recipient/i.test(told)];
    party = sender === recipient ? null : sender ? 'sender' : 'recipient';
    parties.set(answer, party);
  }
  return party;
}

/** Whether a text names only the sender where an answer blames the recipient: words about an address mean the one that is named. */
export const blamesTheOther = (answer: Answer, text: string): boolean =>
  OF_ADDRESS.has(answer.kind) && partyOf(answer) === 'recipient' && SENDER.test(text) && !RECIPIENT.test(text);

/** What a text says about commands and their form. */
const OF_FORM =
  /syntax|malform|unrecogni[sz]ed|(?:un)?known (?:command|param\w*|option|address)|(?:invalid|illegal|bad|wrong|missing|unexpected) (?:\w+ )?(?:command|argument|param\w*|option|sequence|address|character\w*|host ?name|domain|name|mechanism|value|response|syntax|format|base64)|argument|operand|sequence|order\b|implement|support|recogni[sz]ed|must (?:have|be)\b|expect/i;
/** What it says about other things, which a code about the form of a command cannot mean. */
const OF_SUBJECT =
  /\bauth\b|authenticat|\blog ?(?:in|on)\b|password|credential|\btls\b|\bssl\b|encrypt|\bspam|virus|malware|content|message|attachment|header|sender|quota|limit|black ?list|block(?:ed|list)|reputation|\bdmarc\b|\bspf\b|\bdkim\b|inbox|mail[ -]?box/i;

/** Whether the words of a text are about something other than the form and the order of commands, which is all that an answer speaks of. */
export const saysMoreThanForm = ({ kind }: Answer, text: string, verb: string | null): boolean =>
  (kind === 'syntax-error' || kind === 'protocol-error' || kind === 'not-supported') &&
  !(verb !== null && /^(?:AUTH|STARTTLS)/.test(verb)) &&
  OF_SUBJECT.test(text) &&
  !OF_FORM.test(text);

/** Words that refusals consist of whatever their cause is. */
const HABITUAL = new Set(
  `a about accept acceptable accepted access action actions address administrator again aborted all allowed an and any are as at available be because been
  block blocked but by can cannot channel closed closing code command commands completed connection contact could data default defer deferred delay delayed deliver delivered
  delivery denied deny denying disallowed due during end error errors esmtp fail failed failing failure failures for forcibly forced from further general generic get give had
  has have help here his host http https id if in information invalid is issue it its later local mail mailbox mailer mails may message messages might more
  must name no not now occurred of ok on or our out permanent permanently permitted please policy postmaster problem problems prohibited protocol rcpt
  reason reasons received recipient refuse refused refuses reject rejected rejecting rejection remote reply request requested response return returned said
  sender sending sent server service right session smtp sorry specified status stop such support syntax system taken temp temporarily temporary text than thank
  thanks that the their them then there these they this time to transaction transmission try trying unable unavailable undeliverable undefined unexpected
  unknown unspecified until us user was we were what when which will with would you your via reply see error sorry email e-mail violation violations rule rules perm ref reference
  incident www com org net html php details visit`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * Whether a text has a word of its own: one that neither every refusal has nor `answer`, which would be given for it. Addresses, host names,
 * links and ids are not words.
 */
export function hasOwnWords(text: string, answer: Answer): boolean {
  // Somebody speaks about the code.
  if (/^[,;?]/.test(text)) return false;
  const told = `${answer.title} ${answer.cause}`.toLowerCase();
  const plain = text
    .slice(0, 1000)
    .replace(/<[^<>]{0,320}>|\bhttps?:\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b|\S*\d\S*|\S*::\S*|\S*[_=\\/#]\S*|\([^()]{0,10}\)/g, ' ');
  for (const [word] of plain.matchAll(/\p{L}[\p{L}'’-]{3,}/gu)) {
    const low = word.toLowerCase();
    if (!HABITUAL.has(low) && !told.includes(low)) return true;
  }
  return false;
}

/** A link may name a block list, but `antispam` in it says nothing about the message. */
export const withoutLinks = (text: string): string => text.replace(/\bhttps?:\/\/[^\s"'<>]+|\bwww\.[^\s"'<>]+/gi, ' ');

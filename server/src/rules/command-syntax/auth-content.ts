import { saslMechanisms } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { type AuthDialogue, authDialoguesOf } from '../../session/auth-dialogue';
import { lastReply } from '../../session/model';
import { refusalOf, slipSeverity, wasAccepted } from '../../session/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { decodeBase64, decodeBase64Text } from '../../syntax/base64';
import { isMasked } from '../../syntax/masked';
import { isPlaceholderCredential } from '../../syntax/placeholder';
import { isMechanismName, type PlainProblem, promptAsks, readPlain, SERVER_FIRST } from '../../syntax/sasl';
import { nearest } from '../../syntax/verb';
import { t } from '../../text/l10n';
import { shown } from '../../text/shown';
import type { Rule } from '../rule';

function plainMessage(problem: PlainProblem): string {
  switch (problem) {
    case 'colon':
      return t('PLAIN separates user name and password by NUL characters; here stands a colon, as in HTTP.');
    case 'one-nul':
      return t('PLAIN has two NUL characters, one before the user name and one before the password; here is one.');
    case 'literal-escape':
      return t('The NUL characters of PLAIN were encoded as a backslash and digits. The shell or language did not take the escape for a character.');
    case 'replacement':
      return t('The NUL characters of PLAIN were lost in a conversion: replacement characters stand in their place.');
    case 'utf-16':
      return t('The value was encoded from UTF-16; PLAIN is UTF-8.');
    case 'too-many':
      return t('PLAIN has exactly two NUL characters; here are more.');
    case 'empty-user':
      return t('The user name in PLAIN is empty.');
    default:
      return t('The decoded value has no NUL characters; PLAIN is NUL, user name, NUL, password.');
  }
}

export const authPlainMalformed: Rule = {
  id: 'auth-plain-malformed',
  group: 'command-syntax',
  title: 'PLAIN without its NUL characters',
  severity: 'verdict',
  value: 'A',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('4616 2'),
  explains:
    'The value of AUTH PLAIN is [identity] NUL user NUL password, encoded as one. A colon in place of the NULs, only one NUL, or NULs that got lost on the way give 501 or 535, although user name and password are right. Build it with real NUL characters: printf with \\0 before each of the two.',
  examples: {
    fires: ['C: AUTH PLAIN dGVzdDpwZW5jaWw=\nS: 535 5.7.8 Authentication failed', 'C: AUTH PLAIN\nS: 334 \nC: dGVzdABwZW5jaWw=\nS: 501 5.5.2 Cannot decode'],
    silent: ['C: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 535 5.7.8 Authentication failed', 'C: AUTH PLAIN ********\nS: 535 5.7.8 Authentication failed', 'C: AUTH LOGIN dGVzdDpwZW5jaWw=\nS: 334 UGFzc3dvcmQ6'],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      if (dialogue.mechanism !== 'PLAIN') continue;
      const step = dialogue.steps[0];
      if (!step || step.masked || step.value.text === '*' || step.value.text === '=' || step.value.text === '') continue;
      const octets = decodeBase64(step.value.text);
      const problem = octets && readPlain(octets).problem;
      if (!problem) continue;
      // Some servers take user name and password as two answers; then the dialogue goes on.
      if (lastReply(step.exchange)?.code === 334) continue;
      report({
        at: spotIn(step.command, step.value.from, step.value.to),
        message: plainMessage(problem),
        exchange: step.exchange,
        severity: slipSeverity(step.exchange, (reply) => [500, 501, 535, 454, 504].includes(reply.code)),
        reply: dialogue.outcome ?? undefined,
      });
    }
  },
};

export const authPlaceholderCredentials: Rule = {
  id: 'auth-placeholder-credentials',
  group: 'command-syntax',
  title: 'User name or password that was never set',
  severity: 'warning',
  value: 'A',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('4616 2', '4954 4'),
  explains:
    'The encoded user name or password is the text of a missing value, such as undefined or None, a template variable, or the stand-in of a manual. The environment variable or the setting was not there when the program ran. The value itself is not shown here.',
  examples: {
    fires: ['C: AUTH PLAIN AHVuZGVmaW5lZAB1bmRlZmluZWQ=\nS: 535 5.7.8 Authentication failed', 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Tm9uZQ==\nS: 334 UGFzc3dvcmQ6\nC: Tm9uZQ==\nS: 535 5.7.8 Authentication failed'],
    silent: ['C: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 535 5.7.8 Authentication failed', 'C: AUTH PLAIN AHVuZGVmaW5lZAB1bmRlZmluZWQ=\nS: 235 OK'],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      if (dialogue.outcome && dialogue.outcome.code < 400) continue;
      const found = placeholderIn(dialogue);
      if (!found) continue;
      report({
        at: spotIn(found.step.command, found.step.value.from, found.step.value.to),
        message:
          found.what === 'user'
            ? t('The user name is the text of a value that was never set. Look at the variable or setting that it comes from.')
            : t('The password is the text of a value that was never set. Look at the variable or setting that it comes from.'),
        exchange: found.step.exchange,
        severity: dialogue.outcome?.code === 535 ? 'error' : undefined,
        reply: dialogue.outcome ?? undefined,
      });
    }
  },
};

function placeholderIn(dialogue: AuthDialogue) {
  for (const step of dialogue.steps) {
    if (step.masked) continue;
    if (dialogue.mechanism === 'PLAIN') {
      const octets = decodeBase64(step.value.text);
      const plain = octets && readPlain(octets);
      if (plain?.user && isPlaceholderCredential(plain.user)) return { step, what: 'user' as const };
      if (plain?.password && isPlaceholderCredential(plain.password)) return { step, what: 'password' as const };
    } else if (step.asks === 'user' || step.asks === 'password') {
      const text = decodeBase64Text(step.value.text);
      if (text && isPlaceholderCredential(text)) return { step, what: step.asks };
    }
  }
  return null;
}

export const authLoginPromptMismatch: Rule = {
  id: 'auth-login-prompt-mismatch',
  group: 'command-syntax',
  title: 'User name sent where the password was asked for',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('draft-murchison-sasl-login'),
  explains:
    'The server asked for the password and got what looks like a mail address, or asked in an unusual order. AUTH LOGIN has no standard; a client should read each prompt and answer what it asks. Check that user name and password were not swapped, and that no answer was sent before its prompt.',
  examples: {
    fires: ['S: 334 UGFzc3dvcmQ6\nC: YWxpY2VAZXhhbXBsZS5jb20=\nS: 535 5.7.8 Authentication failed', 'S: 334 UGFzc3dvcmQ6\nC: YWxpY2VAZXhhbXBsZS5jb20='],
    silent: ['S: 334 VXNlcm5hbWU6\nC: YWxpY2VAZXhhbXBsZS5jb20=\nS: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 535 5.7.8 Authentication failed', 'S: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 535 5.7.8 Authentication failed'],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      if ((dialogue.mechanism !== null && dialogue.mechanism !== 'LOGIN') || (dialogue.outcome && dialogue.outcome.code < 400)) continue;
      for (const step of dialogue.steps) {
        if (step.masked || step.prompt === null || promptAsks(step.prompt) !== 'password') continue;
        const text = decodeBase64Text(step.value.text);
        if (!text || !/^[^\s@]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(text)) continue;
        report({
          at: spotIn(step.command, step.value.from, step.value.to),
          message: t('The server asked for the password here, and the answer looks like a mail address. Were user name and password swapped?'),
          exchange: step.exchange,
          severity: dialogue.outcome?.code === 535 ? 'warning' : 'hint',
        });
      }
    }
  },
};

export const authEmptyInitialResponse: Rule = {
  id: 'auth-empty-initial-response',
  group: 'command-syntax',
  title: 'Empty initial response without its =',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('4954 4'),
  explains:
    'A client that has an empty initial response says so with a lone equals sign: AUTH EXTERNAL =. Without it the server answers 334 and waits for one line more. It costs a round trip, and clients that do not expect the 334 stop there.',
  examples: {
    fires: ['C: AUTH EXTERNAL\nS: 334 \nC: \nS: 235 OK', 'C: AUTH EXTERNAL \nS: 501 Syntax error'],
    silent: ['C: AUTH EXTERNAL =\nS: 235 OK', 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6', 'C: AUTH PLAIN\nS: 334 \nC: AHRlc3QAcGVuY2ls\nS: 235 OK'],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      const command = dialogue.begin?.command;
      if (!dialogue.begin || !command || command.masked || dialogue.mechanism !== 'EXTERNAL' || dialogue.steps[0]?.step === 0) continue;
      const code = lastReply(dialogue.begin)?.code;
      if (code !== 334 && code !== 501) continue;
      report({
        at: spotIn(command, command.argumentAt),
        message: t('EXTERNAL has an empty initial response; it is sent as a lone =.'),
        exchange: dialogue.begin,
        severity: slipSeverity(dialogue.begin),
        fixes: fixes(t('Add ='), replaceIn(command, command.piece.text.trimEnd().length, command.piece.text.length, ' =')),
      });
    }
  },
};

export const authIrServerFirst: Rule = {
  id: 'auth-ir-server-first',
  group: 'command-syntax',
  title: 'Initial response where the server speaks first',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('4954 4', '2195 2'),
  explains:
    'In CRAM-MD5 and DIGEST-MD5 the server speaks first, with a challenge that the client answers. A value on the AUTH line itself cannot be an answer to it, so the server must refuse with 501. Send AUTH CRAM-MD5 alone and wait for the 334.',
  examples: { fires: ['C: AUTH CRAM-MD5 dGVzdA==\nS: 501 5.5.4 Syntax error'], silent: ['C: AUTH CRAM-MD5\nS: 334 PDEuMkBleGFtcGxlLm5ldD4=', 'C: AUTH LOGIN dGVzdA==\nS: 334 UGFzc3dvcmQ6'] },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      const step = dialogue.steps[0];
      if (!step || step.step !== 0 || step.masked || !dialogue.mechanism || !SERVER_FIRST.has(dialogue.mechanism)) continue;
      report({
        at: spotIn(step.command, step.value.from, step.value.to),
        message: t('In {0} the server speaks first; no value may stand on the AUTH line.', dialogue.mechanism),
        exchange: step.exchange,
        severity: slipSeverity(step.exchange),
      });
    }
  },
};

export const authCancel: Rule = {
  id: 'auth-cancel',
  group: 'command-syntax',
  title: 'Login cancelled by the client',
  severity: 'information',
  value: 'C',
  kind: 'fact',
  gates: [],
  tier: 5,
  sources: cite('4954 4'),
  explains:
    'A line with a single asterisk cancels the AUTH dialogue, and the server must answer 501. So this 501 is no error of syntax: the client gave up, because it did not like the challenge, had no answer, or the user pressed Cancel.',
  examples: { fires: ['C: *\nS: 501 5.7.0 cancelled', 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 5.7.0 Authentication aborted'], silent: ['C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGVzdA==\nS: 501 5.5.2 Cannot decode'] },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (command?.piece.text !== '*' || command.kind === 'data' || lastReply(exchange)?.code !== 501) continue;
      report({ at: spotIn(command), message: t('The client cancels the login here; the 501 only confirms it.'), exchange, severity: wasAccepted(exchange) ? 'hint' : undefined });
    }
  },
};

export const authMechUnknown: Rule = {
  id: 'auth-mech-lowercase-unknown',
  group: 'command-syntax',
  title: 'Mechanism that does not exist',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('4954 4', '4422 3.1'),
  explains:
    'The name after AUTH is no SASL mechanism: it is misspelled, or has characters that no mechanism name has. The server answers 504 5.5.4. Use one of those that the reply to EHLO lists after AUTH.',
  examples: { fires: ['C: AUTH PLIAN\nS: 504 5.5.4 Unrecognized authentication type', 'C: AUTH PLAIN/LOGIN\nS: 504 5.5.4 Unrecognized authentication type'], silent: ['C: AUTH PLAIN\nS: 504 5.5.4 Unrecognized authentication type', 'C: AUTH plain\nS: 334 ', 'C: AUTH [redacted]\nS: 535 5.7.8 Authentication failed'] },
  check({ session }, report) {
    const known = saslMechanisms.map((row) => row.name);
    for (const { begin, mechanism, name } of authDialoguesOf(session)) {
      const command = begin?.command;
      if (!begin || !command || command.masked || !mechanism || !name || isMasked(name.text) || /\.\.\.|…/.test(name.text)) continue;
      const legal = isMechanismName(mechanism);
      if (legal && (known.includes(mechanism) || known.some((row) => row.endsWith('-') && mechanism.startsWith(row)) || !nearest(mechanism, known))) continue;
      const refusal = refusalOf(begin);
      if (wasAccepted(begin) || (!legal && !refusal)) continue;
      const meant = nearest(mechanism, known);
      report({
        at: spotIn(command, name.from, name.to),
        message: meant ? t('{0} is no mechanism; {1} was meant.', shown(name.text, 30), meant) : t('`{0}` is no name of a mechanism.', shown(name.text, 30)),
        exchange: begin,
        severity: slipSeverity(begin),
        fixes: meant ? fixes(t('Write {0}', meant), replaceIn(command, name.from, name.to, meant)) : [],
      });
    }
  },
};

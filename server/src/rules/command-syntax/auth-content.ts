import { cite } from '../../knowledge/source';
import { type AuthDialogue, authDialoguesOf } from '../../session/auth-dialogue';
import { lastReply } from '../../session/model';
import { slipSeverity } from '../../session/outcome/refusal';
import { spotIn } from '../../session/spot';
import { decodeBase64, decodeBase64Text } from '../../syntax/base64';
import { isPlaceholderCredential } from '../../syntax/placeholder';
import { type PlainProblem, promptAsks, readPlain } from '../../syntax/sasl';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

function plainMessage(problem: PlainProblem): string {
  switch (problem) {
    case 'colon':
      return t('PLAIN separates user name and password with NUL characters; here they are separated with a colon, as in HTTP.');
    case 'one-nul':
      return t('PLAIN has two NUL characters, one before the user name and one before the password; here there is only one.');
    case 'literal-escape':
      return t(
        'The NUL characters of PLAIN were sent as a backslash and digits: the shell or language did not interpret the escape. Use printf with \\0.',
      );
    case 'replacement':
      return t('The NUL characters of PLAIN were lost in a conversion: there are replacement characters in their place.');
    case 'utf-16':
      return t('The value was encoded from UTF-16; PLAIN needs UTF-8.');
    case 'too-many':
      return t('PLAIN has exactly two NUL characters; here there are more.');
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
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4616 2'),
  explains:
    'The value of AUTH PLAIN is [identity] NUL user NUL password, encoded as one string. A colon in place of the NULs, a single NUL or a lost NUL gives 501 or 535 although user name and password are right. Use real NUL characters: printf with \\0 before the user name and before the password.',
  examples: {
    fires: [
      `
        C: AUTH PLAIN dGVzdDpwZW5jaWw=
      #               ^^^^^^^^^^^^^^^^ error: PLAIN separates user name and password with NUL characters; here they are separated with a …
        S: 535 5.7.8 Authentication failed
      `,
      `
        C: AUTH PLAIN
        S: 334\x20
        C: dGVzdABwZW5jaWw=
      #    ^^^^^^^^^^^^^^^^ error: PLAIN has two NUL characters, one before the user name and one before the password; here there is only …
        S: 501 5.5.2 Cannot decode
      `,
    ],
    silent: [
      'C: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 535 5.7.8 Authentication failed',
      'C: AUTH PLAIN ********\nS: 535 5.7.8 Authentication failed',
      'C: AUTH LOGIN dGVzdDpwZW5jaWw=\nS: 334 UGFzc3dvcmQ6',
    ],
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
        // Such a value never logs anybody in: the 535 is about it.
        severity:
          lastReply(step.exchange)?.code === 535
            ? 'error'
            : slipSeverity(step.exchange, (reply) => [500, 501, 454, 504].includes(reply.code)),
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
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4616 2', '4954 4'),
  explains:
    'The encoded user name or password is the text of a missing value (undefined, None), a template variable, or the placeholder of a manual. The environment variable or setting was not there when the program ran. The value itself is not shown here.',
  examples: {
    fires: [
      `
        C: AUTH PLAIN AHVuZGVmaW5lZAB1bmRlZmluZWQ=
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The user name is the text of a value that was never set. Check the variable or …
        S: 535 5.7.8 Authentication failed
      `,
      `
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: Tm9uZQ==
      #    ^^^^^^^^ error: The user name is the text of a value that was never set. Check the variable or setting that it comes from.
        S: 334 UGFzc3dvcmQ6
        C: Tm9uZQ==
        S: 535 5.7.8 Authentication failed
      #    ~~~ The 535 here follows from it.
      `,
    ],
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
            ? t('The user name is the text of a value that was never set. Check the variable or setting that it comes from.')
            : t('The password is the text of a value that was never set. Check the variable or setting that it comes from.'),
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
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('draft-murchison-sasl-login'),
  explains:
    'The server asked for the password and got what looks like a mail address, or it asked in an unusual order. AUTH LOGIN has no standard; a client should read each prompt and answer what it asks. Check that user name and password are not swapped, and that each answer follows its prompt.',
  examples: {
    fires: [
      `
        S: 334 UGFzc3dvcmQ6
        C: YWxpY2VAZXhhbXBsZS5jb20=
      #    ^^^^^^^^^^^^^^^^^^^^^^^^ warning: The server asked for the password here, and the answer looks like a mail address. Check that …
        S: 535 5.7.8 Authentication failed
      `,
      `
        S: 334 UGFzc3dvcmQ6
        C: YWxpY2VAZXhhbXBsZS5jb20=
      #    ^^^^^^^^^^^^^^^^^^^^^^^^ hint: The server asked for the password here, and the answer looks like a mail address. Check that …
      `,
    ],
    silent: [
      'S: 334 VXNlcm5hbWU6\nC: YWxpY2VAZXhhbXBsZS5jb20=\nS: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 535 5.7.8 Authentication failed',
      'S: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 535 5.7.8 Authentication failed',
    ],
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
          message: t(
            'The server asked for the password here, and the answer looks like a mail address. Check that user name and password are not swapped.',
          ),
          exchange: step.exchange,
          severity: dialogue.outcome?.code === 535 ? 'warning' : 'hint',
        });
      }
    }
  },
};

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import type { Answer } from '../../src/knowledge/answer';
import { codeAnswers } from '../../src/knowledge/code-answers';
import { commands } from '../../src/knowledge/commands';
import { contradictions } from '../../src/knowledge/contradictions';
import { enhancedAnswers } from '../../src/knowledge/enhanced-answers';
import { enhancedClasses, enhancedCodes, enhancedSubjects, unregisteredCodes } from '../../src/knowledge/enhanced-codes';
import { failures } from '../../src/knowledge/failures';
import { keywords, parameters } from '../../src/knowledge/index';
import { providers } from '../../src/knowledge/provider-replies';
import { replyCodes } from '../../src/knowledge/reply-codes';
import { saslMechanisms } from '../../src/knowledge/sasl';
import { wordings } from '../../src/knowledge/wordings';
import { refinements } from '../../src/meaning/refinements';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';

const top = join(__dirname, '../../..');

/** Texts that a file gives to a translating function as literals, and what else it gives to one. */
export interface Asked {
  readonly texts: Set<string>;
  /** Expressions whose value is translated: what they can be must be in `rowTexts`. */
  readonly expressions: Map<string, string>;
  /** `file:line` of calls outside of any function: made when the module loads, before the language is known. */
  readonly early: string[];
}

/** What the sources below a folder of the project ask to be translated; `callee` is `t` or `l10n.t`. */
export function askedIn(folder: string, callee: string): Asked {
  const asked: Asked = { texts: new Set(), expressions: new Map(), early: [] };
  for (const name of readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const source = ts.createSourceFile(name, readFileSync(join(top, folder, name), 'utf8'), ts.ScriptTarget.Latest, true);
    const take = (of: ts.Expression): void => {
      if (ts.isStringLiteralLike(of)) asked.texts.add(of.text);
      else if (ts.isConditionalExpression(of)) [of.whenTrue, of.whenFalse].forEach(take);
      else if (ts.isParenthesizedExpression(of)) take(of.expression);
      else asked.expressions.set(of.getText(), name);
    };
    const visit = (node: ts.Node, inside: boolean): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === callee && node.arguments.length > 0) {
        take(node.arguments[0]);
        if (!inside) asked.early.push(`${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      }
      ts.forEachChild(node, (child) => visit(child, inside || ts.isFunctionLike(node)));
    };
    visit(source, false);
  }
  return asked;
}

type Texts = readonly (string | undefined | readonly (string | undefined)[])[];

/** Every answer that a table gives to a refusal. */
export const answers: readonly Partial<Answer>[] = [
  ...providers.flatMap(({ replies }) => replies),
  ...wordings,
  ...failures,
  ...enhancedAnswers,
  ...codeAnswers,
  ...refinements,
];

/** Texts of the tables that are shown by `t(row.title)` and the like. */
export function rowTexts(): Set<string> {
  const found: Texts = [
    ...[...rules, ...logRules, ...lifeRules].flatMap(({ title, explains }) => [title, explains]),
    ...replyCodes.flatMap((row) => [row.title, row.origin, row.meaning, row.causes, row.admin, row.note]),
    ...[...enhancedClasses, ...enhancedSubjects].map(({ title }) => title),
    ...[...enhancedCodes, ...unregisteredCodes].flatMap((row) => [
      row.title,
      row.meaning,
      row.causes,
      row.otherUses?.map(({ meaning }) => meaning),
    ]),
    ...commands.flatMap((row) => [
      row.title,
      row.when,
      row.effect,
      row.note,
      row.replyCount,
      row.statusNote,
      row.replies.map(({ note }) => note),
      row.practice?.map(({ seen }) => seen),
    ]),
    ...keywords().flatMap((row) => [row.meaning, row.note, row.limits?.map(({ meaning }) => meaning)]),
    ...parameters().flatMap((row) => [row.meaning, row.note, row.keywordNote]),
    ...saslMechanisms.flatMap((row) => [row.meaning, row.steps]),
    ...contradictions.flatMap(({ texts, advice }) => [texts, advice]),
    ...failures.flatMap(({ sources }) => sources.flatMap((source) => source.title)),
    ...answers.flatMap(({ title, cause, advice }) => [title, cause, advice]),
    ...literalsOf('meaning/explain/places.ts'),
  ];
  return new Set(found.flat().filter((text): text is string => text !== undefined && text !== ''));
}

/** Names of programs and providers. Most are the same in every language: a bundle has those that are not. */
export const nameTexts = (): Set<string> =>
  new Set([...providers.map(({ name }) => name), ...[...transcriptFormats, ...logFormats].map(({ title }) => title)]);

/** The sentences that a file of nothing but sentences holds: its strings with a blank in them. */
function literalsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(top, 'server/src', file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && node.text.includes(' ')) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Texts that must be translated, and those that may be: names of programs that differ from language to language. */
export function translatable(): { readonly frame: Set<string>; readonly wanted: Set<string>; readonly allowed: Set<string> } {
  const frame = new Set([...askedIn('server/src', 't').texts, ...askedIn('client/src', 'l10n.t').texts]);
  const wanted = new Set([...frame, ...rowTexts()]);
  return { frame, wanted, allowed: new Set([...wanted, ...nameTexts()]) };
}

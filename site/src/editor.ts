/// <reference lib="dom" />
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { tooltip } from './answer';
import { element } from './dom';
import type { Explained } from './explained';
import type { Reading } from './reading';

const SEVERITY = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' } as const;

const setColours = StateEffect.define<DecorationSet>();

/** Colours stand where they stood while the next reading is made. */
const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setColours)) now = effect.value;
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What stands at a place of the text, with the columns that it fills. Lines and columns from 0; null: nothing. */
export type Explain = (
  line: number,
  character: number,
) => Promise<{ readonly explained: Explained; readonly line: number; readonly from: number; readonly to: number } | null>;

/** The text that is read: an editor in which findings are drawn. */
export class Editor {
  private readonly view: EditorView;

  /** `changed` is called with the whole text after every change of it (`typed`: by a key), `explain` where the pointer rests. */
  constructor(parent: HTMLElement, hint: string, changed: (text: string, typed: boolean) => void, explain: Explain) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          // Controls, marks of direction and characters of no width are seen as dots, not obeyed.
          highlightSpecialChars(),
          history(),
          EditorView.lineWrapping,
          placeholder(hint),
          colours,
          hoverTooltip(async (view, position) => {
            const { number, from } = view.state.doc.lineAt(position);
            const found = await explain(number - 1, position - from);
            if (!found || view.state.doc.lines < number) return null;
            const create = () => ({ dom: tooltip(found.explained) });
            return { pos: from + found.from, end: from + found.to, above: true, create };
          }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
          EditorView.contentAttributes.of({
            'aria-label': 'The text to read',
            // It is what scrolls the box around it.
            tabindex: '0',
            spellcheck: 'false',
            autocorrect: 'off',
            autocapitalize: 'off',
          }),
          EditorView.updateListener.of((update) => {
            const typed = update.transactions.some((one) => one.isUserEvent('input.type') || one.isUserEvent('delete'));
            if (update.docChanged) changed(update.state.doc.toString(), typed);
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, scrollIntoView: true });
  }

  focus(): void {
    this.view.focus();
  }

  /** Draws what was found in the text as it stands now; what is not `whole` yet has no colours. */
  draw({ findings, colours: coloured }: Reading, whole: boolean): void {
    const { doc } = this.view.state;
    // Out of range only where the text has changed since: the next reading puts it right.
    const at = (line: number, column: number): number => {
      const { from, to } = doc.line(Math.min(line + 1, doc.lines));
      return Math.min(from + column, to);
    };
    const marks = new RangeSetBuilder<Decoration>();
    for (const [line, from, to, type] of coloured) {
      const [start, end] = [at(line, from), at(line, to)];
      if (end > start) marks.add(start, end, Decoration.mark({ class: `token-${type}` }));
    }
    const diagnostics = findings.map(
      ({ line, from, to, severity, title, message, page }): Diagnostic => ({
        from: at(line, from),
        to: at(line, to),
        severity: SEVERITY[severity],
        message: `${title}. ${message}`,
        renderMessage: () =>
          element('span', {}, element('strong', {}, title), element('br'), message, ' ', element('a', { href: page }, 'About this rule')),
      }),
    );
    if (whole) this.view.dispatch({ effects: setColours.of(marks.finish()) });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Goes to a place: line from 0, columns in UTF-16 units. */
  show(line: number, from = 0, to = from): void {
    const { doc } = this.view.state;
    const { from: begin, length } = doc.line(Math.min(line + 1, doc.lines));
    const selection = { anchor: begin + Math.min(from, length), head: begin + Math.min(to, length) };
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) });
    this.view.focus();
  }
}

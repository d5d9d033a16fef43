import type { Session } from './model';

/** Remembers what `make` finds in a session for as long as the session lives: many rules ask the same. */
export function oncePerSession<T>(make: (session: Session) => T): (session: Session) => T {
  const known = new WeakMap<Session, { readonly value: T }>();
  return (session) => {
    let found = known.get(session);
    if (!found) {
      found = { value: make(session) };
      known.set(session, found);
    }
    return found.value;
  };
}

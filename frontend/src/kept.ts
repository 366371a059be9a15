// What was typed and is not written yet, kept in this browser: through a lost connection, a closed page, a stopped desk.

export interface Kept {
  // The turn's lasting name.
  readonly turn: string;
  // Where it is sent.
  readonly address: string;
  // The form's fields, without the token.
  readonly fields: readonly (readonly [string, string])[];
  // False while it is only being typed: then nobody asked for it to be sent.
  readonly sent: boolean;
  readonly at: number;
}

const PREFIX = "earwitness-mend:";

// A browser that keeps nothing (a private window, a full disk) throws: then the page goes on without.
const quietly = <T>(work: () => T, otherwise: T): T => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};

// Says whether it is kept: what could not be kept must not be called so.
export const keep = (kept: Kept): boolean =>
  quietly(() => {
    localStorage.setItem(PREFIX + kept.turn, JSON.stringify(kept));
    return true;
  }, false);

export const forget = (turn: string): void => quietly(() => localStorage.removeItem(PREFIX + turn), undefined);

const read = (key: string): Kept | null =>
  quietly(() => {
    const found = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return found && typeof found.turn === "string" && Array.isArray(found.fields) && found.address.startsWith("/conversations/") ? found : null;
  }, null);

export const keptOf = (turn: string): Kept | null => read(PREFIX + turn);

export const allKept = (): Kept[] =>
  quietly(() => Object.keys(localStorage), [] as string[])
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => read(key) ?? [])
    .sort((one, other) => one.at - other.at);

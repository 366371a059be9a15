// Stretches of time, as addresses have them: `t=12.3,15.8`. Seconds here; milliseconds are the desk's.
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const CLOCK = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,7}(?:\.\d+)?)$/;

const moment = (text: string): number | null => {
  const found = CLOCK.exec(text.trim().replace(/^npt:/, ""));
  if (!found) return null;
  return Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + Number(found[3]);
};

// Returns the stretch that a fragment or a query names; one without an end lasts to `until`.
export const stretchOf = (text: string, until: number): Stretch | null => {
  const [first = "", last] = text.split(",");
  const start = first.trim() ? moment(first) : last === undefined ? null : 0;
  const end = last === undefined ? until : moment(last);
  if (start === null || end === null || end <= start || until <= start) return null;
  return { start, end: Math.min(end, until) };
};

// Returns what the page's address names, in its fragment before its query.
export const asked = (until: number): Stretch | null => {
  for (const part of location.hash.slice(1).split("&")) {
    if (part.startsWith("t=")) return stretchOf(decodeURIComponent(part.slice(2)), until);
  }
  const query = new URLSearchParams(location.search).get("t");
  return query ? stretchOf(query, until) : null;
};

const seconds = (time: number): string => String(Number(time.toFixed(3)));

export const written = ({ start, end }: Stretch): string => `${seconds(start)},${seconds(end)}`;

export const clock = (time: number, exact = false): string => {
  const whole = Math.floor(time + 1e-6);
  const two = (figure: number): string => String(figure).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const head = hours ? `${hours}:${two(Math.floor(whole / 60) % 60)}` : String(Math.floor(whole / 60));
  const tenths = exact ? `.${Math.floor((time + 1e-6) * 10) % 10}` : "";
  return `${head}:${two(whole % 60)}${tenths}`;
};

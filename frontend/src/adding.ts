// Adding file by file: each is sent alone, so that one that fails takes nothing from the others, and can be tried again.
interface Item {
  readonly status: "added" | "already" | "failed";
  readonly source: string | null;
  readonly conversations?: readonly string[];
  readonly turns?: number;
  readonly doubts?: readonly string[];
  readonly message?: string;
}

const form = document.querySelector<HTMLFormElement>("form.add");
const section = document.querySelector<HTMLElement>("section.progress");

const made = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text = ""): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
};

class Sending {
  readonly row = made("li", "");
  state: "waiting" | "under way" | "done" | "failed" = "waiting";
  private readonly said = made("span", "state");
  private readonly bar = made("progress", "");
  private readonly told = made("p", "told");
  private readonly ways = made("p", "ways");

  constructor(readonly name: string, private readonly body: () => FormData | string, private readonly size: number) {
    this.bar.max = 100;
    this.row.append(made("span", "name", name), this.said);
    this.say("waiting");
  }

  async send(): Promise<void> {
    this.row.className = "";
    this.told.replaceChildren();
    this.ways.replaceChildren();
    this.row.append(this.bar, this.told, this.ways);
    if (Number(form?.dataset["most"] ?? Infinity) < this.size) return this.failed(word("large"), false);
    this.state = "under way";
    try {
      this.became(await this.ask());
    } catch (trouble) {
      this.failed(trouble instanceof Error && trouble.message ? trouble.message : word("lost"), true);
    }
  }

  private ask(): Promise<Item> {
    return new Promise((give, refuse) => {
      const request = new XMLHttpRequest();
      const body = this.body();
      request.open("POST", section?.dataset["api"] ?? "");
      request.setRequestHeader("x-csrf-token", form?.querySelector<HTMLInputElement>("[name=token]")?.value ?? "");
      if (typeof body === "string") request.setRequestHeader("content-type", "application/json");
      this.say("reading");
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        const percent = Math.floor((100 * event.loaded) / event.total);
        this.bar.value = percent;
        this.say(percent < 100 ? "sending" : "reading", { percent: String(percent) });
        if (100 <= percent) this.bar.removeAttribute("value");
      });
      request.addEventListener("error", () => refuse(new Error("")));
      request.addEventListener("abort", () => refuse(new Error("")));
      request.addEventListener("load", () => {
        try {
          const answer = JSON.parse(request.responseText) as { added?: Item[]; message?: string; hint?: string };
          const item = answer.added?.[0];
          if (item) give(item);
          else refuse(new Error([answer.message, answer.hint].filter(Boolean).join("; ")));
        } catch {
          refuse(new Error(""));
        }
      });
      request.send(body);
    });
  }

  private became(item: Item): void {
    if (item.status === "failed") return this.failed(item.message ?? "", true);
    this.state = "done";
    this.bar.remove();
    const turns = item.turns ?? 0;
    const doubts = item.doubts ?? [];
    this.say(item.status === "already" ? "already" : turns ? "read" : "nothing", { turns: String(turns) });
    if (doubts.length) this.said.append(`, ${word("doubts", { doubts: String(doubts.length) })}`);
    this.told.textContent = item.message ?? "";
    for (const doubt of doubts.slice(0, 5)) this.told.append(made("span", "doubt", doubt));
    if (item.source) this.way(word("review"), `${section?.dataset["sources"]}/${item.source}/reading`);
    for (const id of item.conversations ?? []) this.way(word("open"), `${section?.dataset["conversations"]}/${id}`);
  }

  private failed(why: string, again: boolean): void {
    this.state = "failed";
    this.bar.remove();
    this.row.className = "failed";
    this.say("failed");
    this.told.textContent = why;
    if (!again) return;
    const button = made("button", "", word("again"));
    button.type = "button";
    button.addEventListener("click", () => void renewed().then(() => this.send()).then(count));
    this.ways.append(button);
  }

  private say(name: string, values: Readonly<Record<string, string>> = {}): void {
    this.said.textContent = word(name, values);
  }

  private way(text: string, address: string): void {
    const link = made("a", "", text);
    link.href = address;
    this.ways.append(link);
  }
}

const word = (name: string, values: Readonly<Record<string, string>> = {}): string =>
  (section?.dataset[name] ?? "").replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);

// A desk that was started anew knows none of the tokens it gave before: what is tried again asks for one first.
const renewed = async (): Promise<void> => {
  const answer = await fetch(section?.dataset["tokens"] ?? "").catch(() => null);
  const field = form?.querySelector<HTMLInputElement>("[name=token]");
  if (answer?.ok && field) field.value = ((await answer.json()) as { token: string }).token;
};

const all: Sending[] = [];

const count = (): void => {
  const status = section?.querySelector("[role=status]");
  const of = (state: string): string => String(all.filter((one) => one.state === state).length);
  if (status) status.textContent = word("done", { done: of("done"), failed: of("failed"), total: String(all.length) });
};

let busy = false;
const run = async (): Promise<void> => {
  if (busy) return;
  busy = true;
  for (let next = waiting(); next; next = waiting()) {
    await next.send();
    count();
  }
  busy = false;
};
const waiting = (): Sending | undefined => all.find((one) => one.state === "waiting");

const fields = (): [string, string][] =>
  form ? [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && !["token", "addresses"].includes(pair[0])) : [];

const take = (files: Iterable<File>, addresses: readonly string[]): void => {
  const said = fields();
  const sendings = [...files].map((file) => new Sending(file.name, () => {
    const body = new FormData();
    for (const [name, value] of said) if (value) body.append(name, value);
    body.append("files", file);
    return body;
  }, file.size));
  for (const address of addresses) {
    const given = Object.fromEntries(said.filter(([, value]) => value));
    sendings.push(new Sending(address, () => JSON.stringify({ ...given, inputs: [address] }), 0));
  }
  if (!section || !sendings.length) return;
  section.hidden = false;
  all.push(...sendings);
  section.querySelector("ol")?.append(...sendings.map((one) => one.row));
  count();
  void run();
};

form?.addEventListener("submit", (event) => {
  const files = form.querySelector<HTMLInputElement>("[type=file]");
  const typed = form.querySelector<HTMLTextAreaElement>("[name=addresses]");
  const addresses = (typed?.value ?? "").split(/\s+/).filter(Boolean);
  if (!files?.files?.length && !addresses.length) return; // the page says what is missing
  event.preventDefault();
  event.stopImmediatePropagation();
  take([...(files?.files ?? [])], addresses);
  if (files) files.value = "";
  if (typed) typed.value = "";
}, { capture: true });

const drop = document.querySelector<HTMLElement>(".drop");
if (drop) {
  drop.querySelector<HTMLElement>(".when-dropped")?.removeAttribute("hidden");
  for (const name of ["dragenter", "dragover"] as const) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take([...(event.dataTransfer?.files ?? [])], []);
  });
}

window.addEventListener("beforeunload", (event) => {
  if (all.some((one) => one.state === "under way" || one.state === "waiting")) event.preventDefault();
});

// Foot pedals over WebHID. What a pedal sends is a few bytes, a bit for each of its levers; the one that is asked for in the
// dialog of keys is whatever is pressed then, so that any pedal can be used. Three that are common are known beforehand.
const KNOWN: Readonly<Record<string, Readonly<Record<string, "play" | "back" | "forward">>>> = {
  "05f3:00ff": { "1": "back", "2": "play", "4": "forward" }, // VEC Infinity
  "0911:1844": { "1": "back", "2": "play", "4": "forward" }, // Philips
  "07b4:0218": { "1": "back", "2": "play", "4": "forward" }, // Olympus
};
const hex = (number: number): string => number.toString(16).padStart(4, "0");

interface Report extends Event { readonly data: DataView }
interface Device extends EventTarget {
  readonly vendorId: number;
  readonly productId: number;
  readonly opened: boolean;
  open(): Promise<void>;
}
interface Hid { getDevices(): Promise<Device[]>; requestDevice(options: { filters: object[] }): Promise<Device[]> }

const hid = (): Hid | undefined => (navigator as unknown as { hid?: Hid }).hid;

export const hasPedals = (): boolean => hid() !== undefined;

// Calls `pressed` with the pedal's name for what is pressed (`pedal:05f3:00ff:2`), and what it is known to mean.
export class Pedals {
  constructor(private readonly pressed: (key: string, known: "play" | "back" | "forward" | undefined) => void) {}

  async known(): Promise<void> {
    for (const device of (await hid()?.getDevices()) ?? []) await this.listen(device);
  }

  async ask(): Promise<boolean> {
    const devices = (await hid()?.requestDevice({ filters: [] }).catch(() => [])) ?? [];
    for (const device of devices) await this.listen(device);
    return devices.length > 0;
  }

  private async listen(device: Device): Promise<void> {
    if (!device.opened) await device.open().catch(() => undefined);
    if (!device.opened) return;
    const name = `${hex(device.vendorId)}:${hex(device.productId)}`;
    let before = 0;
    device.addEventListener("inputreport", (event) => {
      const { data } = event as Report;
      let now = 0;
      for (let place = 0; place < Math.min(data.byteLength, 3); place += 1) now |= data.getUint8(place) << (8 * place);
      const fresh = now & ~before;
      before = now;
      if (fresh) this.pressed(`pedal:${name}:${fresh}`, KNOWN[name]?.[String(fresh)]);
    });
  }
}

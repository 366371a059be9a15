// Where something comes from: the digest and the lines that check it are copied by a button.
import { copying } from "./copy.ts";

copying();

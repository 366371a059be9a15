// The page on which one turn is mended.
import { mending } from "./mending.ts";

mending();

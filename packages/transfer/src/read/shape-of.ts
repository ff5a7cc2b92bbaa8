import { FORMATS, type Format } from "../formats.ts";
import { ImportRefusal } from "../refusal.ts";
import type { Look } from "./look.ts";

const hasShape = <Shape extends Look["shape"]>(
  look: Look,
  shape: Shape,
): look is Extract<Look, { shape: Shape }> => look.shape === shape;

/**
 * The look as the shape that a reader needs. Recognising has seen to that; an owner who names the format has not.
 * @throws ImportRefusal unknown
 */
export function shapeOf<Shape extends Look["shape"]>(
  look: Look,
  shape: Shape,
  format: Format,
): Extract<Look, { shape: Shape }> {
  if (hasShape(look, shape)) return look;
  throw notThis(format);
}

export const notThis = (format: Format): ImportRefusal =>
  new ImportRefusal("unknown", `The file isn't ${FORMATS[format]}.`);

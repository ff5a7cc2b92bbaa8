/**
 * The same part of a store, whose failures are named by `explain`: one place for all of its methods.
 * @param succeeded called after each call that didn't fail
 */
export function explainFaults<Part extends object>(
  part: Part,
  explain: (error: unknown) => unknown,
  succeeded: () => void = () => undefined,
): Part {
  const explained = new Map<unknown, unknown>();
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const known = explained.get(member);
      if (known !== undefined) return known;
      const method = async (...given: unknown[]): Promise<unknown> => {
        try {
          const result: unknown = await Reflect.apply(member, target, given);
          succeeded();
          return result;
        } catch (error) {
          throw explain(error);
        }
      };
      explained.set(member, method);
      return method;
    },
  });
}

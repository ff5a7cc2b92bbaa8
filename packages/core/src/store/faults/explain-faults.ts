/** The same part of a store, whose failures are named by `explain`: one place for all of its methods. */
export function explainFaults<Part extends object>(part: Part, explain: (error: unknown) => unknown): Part {
  const explained = new Map<unknown, unknown>();
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const known = explained.get(member);
      if (known !== undefined) return known;
      const method = async (...given: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, given);
        } catch (error) {
          throw explain(error);
        }
      };
      explained.set(member, method);
      return method;
    },
  });
}

import { testPath, type LeafTest, type Test } from './test-path.ts'

/** What stands under a field name: tests of single values, joined and negated. */
export type Predicate = { leaf: LeafTest; expandLeaf: boolean } | { not: Predicate } | { all: Predicate[] }

/** A predicate that looks into an array at the end of the path. */
export function onValues(leaf: LeafTest): Predicate {
  return { leaf, expandLeaf: true }
}

/** A predicate over the array itself. */
export function onArray(leaf: LeafTest): Predicate {
  return { leaf, expandLeaf: false }
}

/** Applies a predicate at a dotted path of a document. */
export function predicateAt(path: string, predicate: Predicate): Test {
  if ('leaf' in predicate) return testPath(path, predicate.leaf, predicate.expandLeaf)
  if ('not' in predicate) {
    const test = predicateAt(path, predicate.not)
    return (container) => !test(container)
  }
  return allOf(predicate.all.map((item) => predicateAt(path, item)))
}

/** Applies a predicate to one value alone, as inside `$elemMatch`. */
export function predicateOnValue(predicate: Predicate): (value: unknown) => boolean {
  if ('leaf' in predicate) return (value) => predicate.leaf(value)
  if ('not' in predicate) {
    const test = predicateOnValue(predicate.not)
    return (value) => !test(value)
  }
  const tests = predicate.all.map(predicateOnValue)
  return (value) => tests.every((test) => test(value))
}

/** Conjunction of tests. */
export function allOf(tests: readonly Test[]): Test {
  const [first, second] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  if (tests.length === 2)
    return (container, position) => first(container, position) && second(container, position)
  return (container, position) => {
    for (const test of tests) if (!test(container, position)) return false
    return true
  }
}

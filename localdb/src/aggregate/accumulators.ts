import { Decimal128, Double, Int32 } from 'bson'
import type { Compare } from '../bson/compare.ts'
import { addDecimals, buildDecimal, decimalFromBigInt, divideDecimals, type Dec } from '../bson/decimal.ts'
import { fitsInt, fitsLong, longOf, toBigInt, toDecimal, toNumber } from '../bson/number.ts'
import { isNumeric, T, typeOf, type Doc } from '../bson/types.ts'
import { isNullish } from './operator.ts'
import { mergeInto } from './operators/object.ts'
import { valueKey } from './operators/set.ts'

/** A running total over the documents of one group. */
export type Accumulator = { add(value: unknown): void; result(): unknown }

/** Sum of doubles as an unevaluated pair, so that rounding errors do not pile up (as the server's). */
class DoubleSum {
  #sum = 0
  #rest = 0

  add(value: number): void {
    const total = this.#sum + value
    const back = total - this.#sum
    const error = this.#sum - (total - back) + (value - back)
    this.#sum = total
    if (Number.isFinite(error)) this.#rest += error
  }

  get value(): number {
    return this.#sum + this.#rest
  }
}

/** The total of numbers of all types; the result has the widest type, exact for integers up to 64 bits. */
export class NumericSum {
  #whole = 0n
  readonly #doubles = new DoubleSum()
  #decimals: Dec | undefined
  #hasDouble = false
  #hasLong = false
  count = 0

  add(value: unknown): void {
    const type = typeOf(value)
    if (type === T.decimal)
      this.#decimals = addDecimals(this.#decimals ?? decimalFromBigInt(0n), toDecimal(value))
    else if (type === T.double) this.#doubles.add(toNumber(value))
    else if (type === T.int || type === T.long) this.#whole += toBigInt(value)
    else return
    this.#hasDouble ||= type === T.double
    this.#hasLong ||= type === T.long
    this.count++
  }

  total(): Int32 | Double | Decimal128 | ReturnType<typeof longOf> {
    if (this.#decimals) return buildDecimal(this.#decimalTotal())
    if (this.#hasDouble) return new Double(this.#doubleTotal())
    if (!this.#hasLong && fitsInt(this.#whole)) return new Int32(Number(this.#whole))
    return fitsLong(this.#whole) ? longOf(this.#whole) : new Double(Number(this.#whole))
  }

  average(): Double | Decimal128 | null {
    if (this.count === 0) return null
    if (!this.#decimals) return new Double(this.#doubleTotal() / this.count)
    return buildDecimal(
      divideDecimals(toDecimal(buildDecimal(this.#decimalTotal())), decimalFromBigInt(BigInt(this.count))),
    )
  }

  #doubleTotal(): number {
    return this.#doubles.value + Number(this.#whole)
  }

  #decimalTotal(): Dec {
    const doubles = this.#hasDouble ? toDecimal(new Double(this.#doubles.value)) : decimalFromBigInt(0n)
    return addDecimals(addDecimals(this.#decimals as Dec, decimalFromBigInt(this.#whole)), doubles)
  }
}

function sum(): Accumulator {
  const total = new NumericSum()
  return { add: (value) => total.add(value), result: () => total.total() }
}

function average(): Accumulator {
  const total = new NumericSum()
  return { add: (value) => total.add(value), result: () => total.average() }
}

function extreme(sign: 1 | -1) {
  return (compare: Compare): Accumulator => {
    let best: unknown
    return {
      add: (value) => {
        if (!isNullish(value) && (best === undefined || compare(value, best) * sign < 0)) best = value
      },
      result: () => best ?? null,
    }
  }
}

function first(): Accumulator {
  let value: unknown
  let seen = false
  return {
    add: (item) => {
      if (!seen) value = item
      seen = true
    },
    result: () => value ?? null,
  }
}

function last(): Accumulator {
  let value: unknown
  return {
    add: (item) => {
      value = item
    },
    result: () => value ?? null,
  }
}

function push(): Accumulator {
  const list: unknown[] = []
  return {
    add: (value) => {
      if (value !== undefined) list.push(value)
    },
    result: () => list,
  }
}

function addToSet(): Accumulator {
  const set = new Map<string, unknown>()
  return {
    add: (value) => {
      if (value === undefined) return
      const key = valueKey(value)
      if (!set.has(key)) set.set(key, value)
    },
    result: () => [...set.values()],
  }
}

function mergeObjects(): Accumulator {
  const merged: Doc = {}
  return { add: (value) => mergeInto(merged, value), result: () => merged }
}

/** Standard deviation by Welford's method; null for too few numbers. */
function deviation(sample: boolean) {
  return (): Accumulator => {
    let count = 0
    let mean = 0
    let squares = 0
    return {
      add: (value) => {
        if (!isNumeric(value)) return
        const number = toNumber(value)
        count++
        const delta = number - mean
        mean += delta / count
        squares += delta * (number - mean)
      },
      result: () => {
        const divisor = sample ? count - 1 : count
        return divisor < 1 ? null : new Double(Math.sqrt(squares / divisor))
      },
    }
  }
}

function countAll(): Accumulator {
  const total = new NumericSum()
  return { add: () => total.add(1), result: () => total.total() }
}

/** Accumulators with one operand by their names. */
export const accumulators: Readonly<Record<string, (compare: Compare) => Accumulator>> = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $stdDevPop: deviation(false),
  $stdDevSamp: deviation(true),
  $count: countAll,
}

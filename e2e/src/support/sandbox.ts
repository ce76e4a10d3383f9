/** Reads of the sandbox that a person would make with their eyes; what is done, is done on its page. */
export interface SandboxPerson {
  key: string
  name: string
  idNumber: string
  phone: string
  cards: { number: string }[]
}

export interface SandboxReader {
  person(name: string): Promise<SandboxPerson>
  idCard(personKey: string, side: 'front' | 'back', variant?: string): Promise<Buffer>
}

export function readSandbox(sandboxUrl: string): SandboxReader {
  return {
    async person(name) {
      const people = (await (await fetch(`${sandboxUrl}/sandbox/api/people`)).json()) as SandboxPerson[]
      const person = people.find((one) => one.name === name)
      if (!person) throw new Error(`沙箱里没有${name}`)
      return person
    },
    async idCard(key, side, variant = 'good') {
      const response = await fetch(
        `${sandboxUrl}/sandbox/api/people/${key}/id-card/${side}?variant=${variant}`,
      )
      if (!response.ok) throw new Error(`没有这种样本：${variant}`)
      return Buffer.from(await response.arrayBuffer())
    },
  }
}

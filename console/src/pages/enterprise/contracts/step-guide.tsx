import type { ReactNode } from 'react'

/** What a step is for, in the middle of the page, with its one action. */
export function StepGuide(props: { icon: ReactNode; title: string; text: ReactNode; children: ReactNode }) {
  const { icon, title, text, children } = props
  return (
    <div className="step-guide">
      <div className="step-guide__icon">{icon}</div>
      <h2 className="step-guide__title">{title}</h2>
      <p className="step-guide__text">{text}</p>
      {children}
    </div>
  )
}

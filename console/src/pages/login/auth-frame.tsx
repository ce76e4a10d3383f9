import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useConfig } from '@/shared/api/use-config'
import './login.css'

/** The pages before the login: what the product is at the left, the form at the right. */
export function AuthFrame({ title, children }: { title: string; children: ReactNode }) {
  const config = useConfig()
  useEffect(() => {
    document.title = `${title} · 灵工台`
  }, [title])
  return (
    <div className="auth">
      <div className="auth__side">
        <div className="auth__brand">
          <span className="brand__mark">灵</span>灵工台
        </div>
        <div className="auth__words">
          <h1>
            灵活用工
            <br />
            从发布任务到佣金到账
          </h1>
          <ul>
            <li>签服务商、开子账簿、发布任务</li>
            <li>灵工微信扫码接单，实名和合同随单办好</li>
            <li>批量发佣逐笔可查，失败的钱原路退回</li>
          </ul>
        </div>
        <div className="auth__hotline">
          {config.data?.serviceHotline ? `服务热线 ${config.data.serviceHotline}` : ''}
        </div>
      </div>
      <main className="auth__main">
        <div className="auth__form">
          <h2 className="auth__title">{title}</h2>
          {children}
        </div>
      </main>
    </div>
  )
}

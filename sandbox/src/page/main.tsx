import { App as AntdApp, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { createRoot } from 'react-dom/client'
import { SandboxPage } from './sandbox-page.tsx'
import './page.css'

createRoot(document.getElementById('root')!).render(
  <ConfigProvider
    locale={zhCN}
    button={{ autoInsertSpace: false }}
    theme={{
      token: {
        colorPrimary: '#1b5e8c',
        colorLink: '#1b5e8c',
        borderRadius: 6,
        colorBgLayout: '#eceae6',
        fontSize: 14,
      },
    }}
  >
    <AntdApp>
      <SandboxPage />
    </AntdApp>
  </ConfigProvider>,
)

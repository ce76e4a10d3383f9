import { routes } from './routes'

export default defineAppConfig({
  pages: Object.values(routes),
  window: {
    navigationBarTitleText: '灵工台',
    navigationBarTextStyle: 'black',
    navigationBarBackgroundColor: '#f6f4f1',
    backgroundColor: '#f6f4f1',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#665f56',
    selectedColor: '#0b756c',
    backgroundColor: '#ffffff',
    borderStyle: 'white',
    list: [
      {
        pagePath: routes.tasks,
        text: '任务',
        iconPath: 'assets/tabs/tasks.png',
        selectedIconPath: 'assets/tabs/tasks-on.png',
      },
      {
        pagePath: routes.income,
        text: '收入',
        iconPath: 'assets/tabs/income.png',
        selectedIconPath: 'assets/tabs/income-on.png',
      },
      {
        pagePath: routes.me,
        text: '我的',
        iconPath: 'assets/tabs/me.png',
        selectedIconPath: 'assets/tabs/me-on.png',
      },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  // In a browser Taro hides the page below only after the slide, and forgets to show it to whoever is back by then.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
})

import Taro from '@tarojs/taro'

/** Shows a PDF: in a new page of the browser, or in the mini-program's document viewer. */
export function openFile(url: string, name: string): void {
  if (process.env.TARO_ENV === 'h5') {
    window.location.assign(url)
    return
  }
  void openInViewer(url, name)
}

async function openInViewer(url: string, name: string): Promise<void> {
  try {
    const { tempFilePath } = await Taro.downloadFile({ url })
    await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true })
  } catch {
    await Taro.showToast({ title: `${name} 没有打开，请稍后重试`, icon: 'none' })
  }
}

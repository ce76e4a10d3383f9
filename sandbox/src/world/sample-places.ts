/** Districts of the ready-made identity numbers, by the first six digits. */
const places: Readonly<Record<string, string>> = {
  '110101': '北京市东城区',
  '120101': '天津市和平区',
  '210102': '沈阳市和平区',
  '310101': '上海市黄浦区',
  '320102': '南京市玄武区',
  '330102': '杭州市上城区',
  '350102': '福州市鼓楼区',
  '370102': '济南市历下区',
  '420106': '武汉市武昌区',
  '440106': '广州市天河区',
  '440305': '深圳市南山区',
  '500103': '重庆市渝中区',
  '510104': '成都市锦江区',
  '610103': '西安市碑林区',
}

/** Address and issuing authority printed on a sample card. */
export function samplePlace(idNumber: string): { address: string; authority: string } {
  const district = places[idNumber.slice(0, 6)] ?? '样本市样本区'
  return {
    address: `${district}样本路1号`,
    authority: `${district.replace(/(.+市)(.+)区/, '$1公安局$2分局')}`,
  }
}

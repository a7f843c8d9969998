export default {
  title: '两组运行', sub: '一组真的比另一组好吗？', palette: '比较两组运行',
  reference: '参照', against: '对', comparison: '{side}：对比', model: '{side}：模型', chooseComparison: '选择一个对比', chooseModel: '选择一个模型', ownChoice: '手选的 {n} 次运行 | 手选的 {n} 次运行 | 手选的 {n} 次运行', turn: '互换两组',
  empty: '选择两组', emptyNext: '一组是某个模型的全部已完成运行。在“运行”页可把任意运行标为这一组或那一组。', noRuns: '还没有完成的运行', noRunsNext: '有运行完成后即可比较两组。', toStart: '前往“开始”',
  limits: '依据一个数据集的 {images} 张测试图片。不能推及其他图片、更大的模型或更长的训练。', verdict: '结论：{verdict}。', rule: '有帮助或有妨害：下面两项检验同向。尚不明确：只有一项。没有证据：两项都没有。',
  overSeeds: '按种子', pairedHow: '逐种子配对之差的 95% t 区间', independentHow: '两个独立组的 95% 区间（Welch）', excludes: '区间不含 0：换别的种子，多半也是同一方向。', includes: '区间包含 0：换别的种子，可能没有差别，也可能相反。', noInterval: '一个种子没有离散程度，因而没有区间。', noWidth: '各种子在这一点上没有不同，区间宽度为零，不能推及别的种子。',
  difference: '差别，百分点（95% 区间）', dz: '效应量，Cohen dz（差的平均除以其标准差）', d: '效应量，Cohen d（差除以合并标准差）', needed: '能显示它所需的种子数（功效 80%）', neededEach: '每组能显示它所需的种子数（功效 80%）', neededMany: '超过 1\u202f000', seed: '种子', points: '百分点', mean: '平均 ± 95% 区间',
  overImages: '按图片', majority: '各组的多数答案', imagesAgree: '认对与认错的图片数之差，不易用偶然解释：换这一类的别的图片，多半也是如此。', imagesDont: '认对与认错的图片数之差，未超出偶然所能解释的范围。', rightBy: '{name} 答对', wrongBy: '{name} 答错', all: '合计', fixed: '认对', broken: '认错', imageDifference: '差别，百分点（95%，按图片自助法）', midP: 'p，McNemar mid-p，未校正', exactP: 'p，McNemar 精确检验，未校正',
  uncorrected: 'p 只对看到结果之前就选定的一次比较成立。试得多了，总有几个偶然变小；对比的结果页对此作了校正（Holm），本页无法校正。',
  inResult: '{name} 对', another: '另一个参照 …',
}

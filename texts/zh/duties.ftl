# 一次召集里的分工（挖土豆、司机）
refused-which-duty = 这次分工干活，请点您干哪样。
refused-no-such-duty = 这次没有这样活，请看召集卡。
refused-duty-full = 「{ $name }」满了，您原来的还留着。
refused-duties-unfit = 分工最多{ $most }样，每样一个短名字，不重样。
refused-duty-numbers = 「{ $name }」的人数不对：请写成 2 或 10到16 这样。
signup-duty = ✅ 改好了，您干：{ $duty }

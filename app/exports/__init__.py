"""Lists that leave the program as they are shown: what their cells mean to a spreadsheet, and the workbook itself."""
